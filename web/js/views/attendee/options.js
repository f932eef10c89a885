import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { Said } from "../said.js";
import { full } from "./chosen.js";

/** @typedef {import("../../client/wire.js").Option} Option */
/** @typedef {"sending" | "unsent" | "counted" | null} Mark */
/**
 * What the form of each kind of poll is drawn from: `chosen` stands in it, `mark` says of one of the options what
 * became of it.
 * @typedef {{ poll: import("../../client/wire.js").Poll, chosen: import("../../client/wire.js").Choice,
 *   pick: (choice: import("../../client/wire.js").Choice) => void, mark: (one: string | number) => Mark,
 *   t: import("../../texts/texts.js").Words }} Fields
 */

/** @param {Fields} props one of the options, or several */
export function Options({ poll, chosen, pick, mark, t }) {
  const [refused, refuse] = useState("");
  const now = `${chosen} ${mark(chosen[0] ?? "")}`;
  const several = poll.kind === "multiple";
  const change =
    (/** @type {string} */ id) =>
    (/** @type {{ target: HTMLInputElement }} */ { target }) => {
      if (!several) return pick([id]);
      const others = chosen.filter((one) => one !== id);
      const tooMany = target.checked && full(poll, others);
      if (tooMany) target.checked = false;
      refuse(tooMany ? now : "");
      if (!tooMany) pick(target.checked ? [...others, id] : others);
    };
  return html`
    ${several && html`<p class="left" data-testid="left">${t.left(poll.max - chosen.length)}</p>`}
    ${poll.options.map(
      (option) => html`<${Choice} key=${option.id} ...${{ poll, option, t, several }} mark=${mark(option.id)}
        checked=${chosen.includes(option.id)} change=${change(option.id)} />`,
    )}
    <p class="objection" role="alert" hidden=${refused !== now} data-testid="full">${refused === now && t.full(poll.max)}</p>
  `;
}

/**
 * @param {{ poll: { id: string }, option: Option, t: import("../../texts/texts.js").Words, checked: boolean,
 *   several: boolean, mark: Mark, change: (event: any) => void }} props
 */
function Choice({ poll, option, t, checked, several, mark, change }) {
  return html`<label class="option" data-testid="option" data-option=${option.id} data-mark=${mark}>
    <input type=${several ? "checkbox" : "radio"} name=${poll.id} value=${option.id} checked=${checked} onChange=${change} />
    <span class="text"><${Said} of=${option.text} t=${t} /></span>
    ${mark && html`<span class="badge" data-mark=${mark}>${mark === "counted" && "✓ "}${t.marks[mark]}</span>`}
  </label>`;
}
