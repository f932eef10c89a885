import { html } from "../../../vendor/htm-preact/standalone.module.js";

/** @param {{ t: import("../../texts/texts.js").Words }} props what one hears, and why */
export function Why({ t }) {
  const reasons = [
    [t.lab.dense, t.lab.denseWhy],
    [t.lab.few, t.lab.fewWhy],
    [t.lab.loud, t.lab.loudWhy],
    [t.lab.own, t.lab.ownWhy],
    [t.lab.late, t.lab.lateWhy],
    [t.lab.together, t.lab.togetherWhy],
  ];
  return html`<section class="why" aria-labelledby="why">
    <h2 id="why">${t.lab.why}</h2>
    <div class="reasons">
      ${reasons.map(
        ([question, answer]) => html`<div key=${question}>
          <h3>${question}</h3>
          <p>${answer}</p>
        </div>`,
      )}
    </div>
  </section>`;
}
