import { html } from "../../vendor/htm-preact/standalone.module.js";
import { own } from "../client/own.js";
import { Said } from "./said.js";

/**
 * What every way of counting out is drawn from. `mine`: what this participant has chosen, empty for others.
 * @typedef {{ poll: import("../client/wire.js").Poll, tally: import("../client/wire.js").Tally,
 *   t: import("../texts/texts.js").Words, mine?: import("../client/wire.js").Choice }} Counted
 */

/** @param {Counted} props */
export function Bars({ poll, tally, t, mine }) {
  return html`
    ${poll.kind === "multiple" && html`<p class="hint several">${t.several(poll.max)}</p>`}
    <${Lines} ...${{ lines: poll.options, tally, t, mine }} />
  `;
}

/** @param {Omit<Counted, "poll"> & { lines: import("../client/wire.js").Option[], look?: string }} props */
export function Lines({ lines, tally, t, mine = [], look = "choices" }) {
  const most = Math.max(...Object.values(tally.counts), 1);
  const chosen = mine.map(String);
  return html`<ul class="bars ${look}" style=${{ "--most": most / Math.max(tally.ballots, 1) }}>
    ${lines.map((option) => {
      const n = own(tally.counts, option.id) ?? 0;
      const share = tally.ballots > 0 ? n / tally.ballots : 0;
      return html`<li key=${option.id} data-testid="bar" data-option=${option.id} data-votes=${n} 
        class="${n === most ? "most" : ""} ${chosen.includes(option.id) ? "own" : ""}">
        <span class="label"><${Said} of=${option.text} t=${t} />
          ${chosen.includes(option.id) && html` <strong class="badge">✓ ${t.yours}</strong>`}</span>
        <span class="number"><strong>${t.percent(share)}</strong> <span>${t.ballots(n)}</span></span>
        <span class="bar" aria-hidden="true"><span style=${{ "--share": share }}></span></span>
      </li>`;
    })}
  </ul>`;
}
