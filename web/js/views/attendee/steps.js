import { html } from "../../../vendor/htm-preact/standalone.module.js";

/** A value has room for a sign only; what it means stands below in words. */
const SIGNS = { counted: "✓", sending: "…", unsent: "!" };

/** @param {import("./options.js").Fields} props one value of a scale */
export function Steps({ poll, chosen, pick, mark, t }) {
  const { low, high } = poll;
  const values = Array.from({ length: high - low + 1 }, (_, index) => low + index);
  return html`
    <div class="steps" style=${{ "--steps": values.length > 6 ? Math.ceil(values.length / 2) : values.length }}>
      ${values.map((value) => {
        const became = mark(value);
        return html`<label key=${value} class="step" data-testid="option" data-option=${value} data-mark=${became}>
          <input type="radio" class="unseen" name=${poll.id} value=${value} checked=${chosen.includes(value)}
            onChange=${() => pick([value])} />
          <span>${value}</span>
          ${
            became &&
            html`<span class="badge" data-mark=${became}>
              <span aria-hidden="true">${SIGNS[became]}</span><span class="unseen">${t.marks[became]}</span>
            </span>`
          }
        </label>`;
      })}
    </div>
    <p class="ends hint"><span>${t.least(low)}</span> <span>${t.most(high)}</span></p>
  `;
}
