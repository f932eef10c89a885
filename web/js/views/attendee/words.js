import { html } from "../../../vendor/htm-preact/standalone.module.js";

/** So many characters a word may have. */
const LONGEST = 40;

/** @param {import("./options.js").Fields} props words of one's own */
export function WordFields({ poll, chosen, pick, mark, t }) {
  const fields = Array.from({ length: poll.max }, (_, index) => String(chosen[index] ?? ""));
  const type =
    (/** @type {number} */ at) =>
    (/** @type {{ target: HTMLInputElement }} */ { target }) =>
      pick(fields.map((word, index) => (index === at ? target.value : word)));
  return fields.map((word, index) => {
    const became = word ? mark(word) : null;
    return html`<label key=${index} class="word-field" data-mark=${became}>
      <span>${poll.max > 1 ? t.wordOf(index + 1) : t.word}
        ${became && html` <span class="badge" data-mark=${became}>${became === "counted" && "✓ "}${t.marks[became]}</span>`}</span>
      <input type="text" data-testid="word-field" data-at=${index} maxlength=${LONGEST} autocomplete="off" value=${word}
        enterkeyhint="send" onInput=${type(index)} />
    </label>`;
  });
}
