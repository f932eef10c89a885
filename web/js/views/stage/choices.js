import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { Said } from "../said.js";

/** @param {{ poll: import("../../client/wire.js").Poll, t: import("../../texts/texts.js").Words }} props what may be chosen, as long as nothing is counted */
export function Choices({ poll, t }) {
  if (poll.kind === "words") return html`<p class="asks">${t.asksWords(poll.max)}</p>`;
  if (poll.kind === "scale") {
    const values = Array.from({ length: poll.high - poll.low + 1 }, (_, index) => poll.low + index);
    return html`<ul class="ladder">${values.map((value) => html`<li key=${value}>${value}</li>`)}</ul>`;
  }
  return html`
    ${poll.kind === "multiple" && html`<p class="asks">${t.asksSeveral(poll.max)}</p>`}
    <ul class="options">
      ${poll.options.map((option) => html`<li key=${option.id}><${Said} of=${option.text} t=${t} /></li>`)}
    </ul>
  `;
}
