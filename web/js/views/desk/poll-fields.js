import { html, useRef } from "../../../vendor/htm-preact/standalone.module.js";
import { LIMITS, moved, nextId } from "../../desk/drafting.js";
import { TextField } from "./text-field.js";

/** @typedef {import("../../desk/drafting.js").Values} Values */
/**
 * @typedef {{ values: Values, write: (more: Partial<Values>) => void, t: import("../../texts/texts.js").Words,
 *   frozen: boolean }} FieldProps `frozen`: it has been voted on once, and keeps what was voted on
 */

const KINDS = /** @type {const} */ (["single", "multiple", "scale", "words"]);
const RESULTS = /** @type {const} */ (["live", "after_vote", "after_close", "on_publish"]);

/** @param {FieldProps} props */
export function KindField({ values, write, t, frozen }) {
  return html`<fieldset class="kinds">
    <legend>${t.draft.kind}</legend>
    ${KINDS.map(
      (kind) => html`<label key=${kind} class="pick">
        <input type="radio" name="kind" data-testid="kind" data-kind=${kind} checked=${values.kind === kind} disabled=${frozen}
          onChange=${() => write({ kind })} />
        <span>${t.pollKinds[kind]}</span>
      </label>`,
    )}
  </fieldset>`;
}

/** @param {FieldProps & { languages: readonly string[], wrong: Record<string, string> }} props */
export function ManyOptions({ values, write, t, frozen, languages, wrong }) {
  const { options } = values;
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const [least = 0, most = 0] = LIMITS.options;
  const focus = (/** @type {string} */ id, /** @type {string} */ what) =>
    requestAnimationFrame(() => {
      const found = list.current?.querySelector(`[data-id="${id}"] ${what}`) ?? list.current?.querySelector("textarea");
      /** @type {HTMLElement | null | undefined} */ (found)?.focus();
    });
  const add = () => {
    const id = nextId(options);
    write({ options: [...options, { id, text: {} }] });
    focus(id, "textarea");
  };
  const move = (/** @type {number} */ from, /** @type {number} */ to, /** @type {string} */ way) => {
    write({ options: moved(options, from, to) });
    focus(options[from]?.id ?? "", `[data-testid="${way}"]`);
  };
  const remove = (/** @type {number} */ at) => {
    write({ options: options.filter((_, other) => other !== at) });
    focus(options[at + 1]?.id ?? options[at - 1]?.id ?? "", '[data-testid="remove"]');
  };
  const say = (/** @type {string | undefined} */ code, /** @type {number} */ n) =>
    code && t.pollMistakes[/** @type {"long"} */ (code)](n);
  return html`<fieldset class="options-field" ref=${list}>
    <legend>${t.draft.options}</legend>
    <ol>
      ${options.map(({ id, text }, at) => {
        const label = t.draft.option(at + 1);
        const small = (
          /** @type {string} */ testid,
          /** @type {string} */ sign,
          /** @type {string} */ said,
          /** @type {boolean} */ still,
          /** @type {() => void} */ act,
        ) =>
          html`<button type="button" class="tool" data-testid=${testid} aria-label="${label}: ${said}"
            aria-disabled=${still ? "true" : "false"} onClick=${() => still || act()}>${sign}</button>`;
        return html`<li key=${id} data-testid="option-field" data-id=${id}>
          <${TextField} id="option-${id}" wrong=${say(wrong[`options/${id}`], LIMITS.option)}
            write=${(/** @type {any} */ text) => write({ options: options.map((one) => (one.id === id ? { id, text } : one)) })}
            ...${{ label, text, languages, t, frozen }} />
          ${
            !frozen &&
            html`<div class="order">
              ${small("up", "↑", t.draft.up, at === 0, () => move(at, at - 1, "up"))}
              ${small("down", "↓", t.draft.down, at === options.length - 1, () => move(at, at + 1, "down"))}
              ${small("remove", "✕", t.draft.remove, options.length <= least, () => remove(at))}
            </div>`
          }
        </li>`;
      })}
    </ol>
    ${wrong.options && html`<p class="wrong">${say(wrong.options, wrong.options === "few" ? least : most)}</p>`}
    ${
      !frozen &&
      options.length < most &&
      html`<button type="button" class="press" data-testid="add-option" onClick=${add}>${t.draft.addOption}</button>`
    }
  </fieldset>`;
}

/** @param {FieldProps & { wrong: Record<string, string> }} props how many may be chosen, or from where to where */
export function Bounds({ values, write, t, frozen, wrong }) {
  const { kind, options } = values;
  const choice = (
    /** @type {"min" | "max" | "low" | "high" | "mouths"} */ name,
    /** @type {number} */ from,
    /** @type {number} */ to,
  ) =>
    html`<label class="bound"><span>${t.pollBounds[name]}</span>
      <select data-testid=${name} value=${values[name]} disabled=${frozen} aria-invalid=${wrong[name] ? "true" : "false"}
        aria-describedby=${wrong[name] ? `wrong-${name}` : null}
        onChange=${(/** @type {{ target: HTMLSelectElement }} */ { target }) => write({ [name]: Number(target.value) })}>
        ${Array.from({ length: to - from + 1 }, (_, at) => html`<option key=${at} value=${from + at}>${from + at}</option>`)}
      </select>
    </label>`;
  const [lowest = 0, highest = 10] = LIMITS.scale;
  const most = Math.max(options.length, values.max);
  if (kind === "single") return null;
  return html`<div class="bounds">
    ${kind === "multiple" && choice("min", 1, values.max)}
    ${kind === "multiple" && choice("max", values.min, most)}
    ${kind === "scale" && choice("low", lowest, highest - 1)}
    ${kind === "scale" && choice("high", lowest + 1, highest)}
    ${kind === "words" && choice("mouths", 1, LIMITS.words)}
    ${wrong.high && html`<p class="wrong" id="wrong-high">${t.pollMistakes.ends()}</p>`}
  </div>`;
}

/** @param {FieldProps} props who sees the result, and when */
export function ResultsField({ values, write, t }) {
  return html`<fieldset class="modes">
    <legend>${t.draft.results}</legend>
    ${RESULTS.map(
      (mode) => html`<label key=${mode} class="pick">
        <input type="radio" name="results" data-testid="results" data-mode=${mode} checked=${values.results === mode}
          onChange=${() => write({ results: mode })} />
        <span>${t.results[mode]}</span>
      </label>`,
    )}
  </fieldset>`;
}

/** @param {FieldProps} props */
export function SecretField({ values, write, t }) {
  const flip = (/** @type {{ target: HTMLInputElement }} */ { target }) => write({ secret: target.checked });
  return html`<div>
    <label class="check">
      <input type="checkbox" data-testid="secret" checked=${values.secret} aria-describedby="secret-text" onChange=${flip} />
      <span>${t.draft.secret}</span>
    </label>
    <p class="hint" id="secret-text">${values.secret ? t.draft.secretText : t.draft.openText}</p>
  </div>`;
}
