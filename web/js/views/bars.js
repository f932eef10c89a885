import { html } from "../../vendor/htm-preact/standalone.module.js";
import { own } from "../client/own.js";
import { Said } from "./said.js";

/**
 * @param {{ poll: import("../client/wire.js").Poll, tally: import("../client/wire.js").Tally,
 *   t: import("../texts/texts.js").Words, own?: string }} props
 */
export function Bars({ poll, tally, t, own: mine }) {
  const most = Math.max(...Object.values(tally.counts), 1);
  return html`<ul class="bars">
    ${poll.options.map((option) => {
      const n = own(tally.counts, option.id) ?? 0;
      const share = tally.ballots > 0 ? n / tally.ballots : 0;
      return html`<li key=${option.id} data-testid="bar" data-option=${option.id} data-votes=${n} class=${n === most ? "most" : ""}>
        <span class="label"><${Said} of=${option.text} t=${t} />
          ${mine === option.id && html` <strong class="badge">✓ ${t.yours}</strong>`}</span>
        <span class="number"><strong>${t.percent(share)}</strong> <span>${t.ballots(n)}</span></span>
        <span class="bar" aria-hidden="true"><span style=${{ inlineSize: `${share * 100}%` }}></span></span>
      </li>`;
    })}
  </ul>`;
}
