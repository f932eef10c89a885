import { html } from "../../vendor/htm-preact/standalone.module.js";
import { Lines } from "./bars.js";

/** @param {import("./bars.js").Counted} props how often each value was chosen, and their average */
export function Scale({ poll, tally, t, mine }) {
  const { low, high } = poll;
  const values = Array.from({ length: high - low + 1 }, (_, index) => String(low + index));
  const lines = values.map((value) => ({ id: value, text: value }));
  return html`<div class="scale" style=${{ "--values": values.length }}>
    ${typeof tally.average === "number" && html`<${Average} ...${{ low, high, average: tally.average, t }} />`}
    <${Lines} ...${{ lines, tally, t, mine }} look="values" />
  </div>`;
}

/**
 * The average in figures, and as a mark between the ends of the scale.
 * @param {{ low: number, high: number, average: number, t: import("../texts/texts.js").Words }} props
 */
function Average({ low, high, average, t }) {
  const at = (average - low) / (high - low);
  return html`
    <p class="average" data-testid="average" data-average=${average}>${t.average} <strong>${t.decimal(average)}</strong></p>
    <div class="axis" aria-hidden="true">
      <span>${low}</span>
      <span class="track"><span class="at" style=${{ "--at": at }}></span></span>
      <span>${high}</span>
    </div>
  `;
}
