import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { present } from "../../client/items.js";
import { own } from "../../client/own.js";

const MOODS = /** @type {const} */ ([5, 4, 3, 2, 1]);

/** @param {import("../../page.js").Props} props how the room feels */
export function Atmosphere({ state, t }) {
  const [mood] = /** @type {import("../../client/wire.js").Atmosphere[]} */ (present(state.items, "mood"));
  const counts = mood?.counts ?? null;
  const people = mood?.people ?? 0;
  return html`<section class="box" aria-labelledby="atmosphere">
    <h3 id="atmosphere">${t.switches.atmosphere}</h3>
    <p>${t.switches.feels(people)}</p>
    ${!counts && html`<p class="hint">${t.switches.few}</p>`}
    ${
      counts &&
      html`<ul class="moods">
        ${MOODS.map((one) => {
          const n = own(counts, String(one)) ?? 0;
          return html`<li key=${one}>
            <span>${t.moods[one]}</span>
            <span class="track" aria-hidden="true"><span style=${{ inlineSize: `${people > 0 ? (n / people) * 100 : 0}%` }}></span></span>
            <strong>${n}</strong>
          </li>`;
        })}
      </ul>`
    }
  </section>`;
}
