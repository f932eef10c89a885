import { html } from "../../../vendor/htm-preact/standalone.module.js";

/** From so few characters left on, they are counted. */
const NEAR = 100;

/**
 * Where a longer text is written.
 * @param {{ id: string, label: string, hint?: unknown, text: string, longest: number, write: (text: string) => void,
 *   t: import("../../texts/texts.js").Words, rows?: number, wrong?: string | null, sending?: boolean }} props `sending`:
 *   what is written there is on its way, and nothing is added to it that would be forgotten when it has arrived
 */
export function Writing({ id, label, hint, text, longest, write, t, rows = 3, wrong = null, sending = false }) {
  // As the server counts: characters, not units of UTF-16.
  const left = longest - [...text].length;
  return html`<div class="field writing">
    <label for=${id}>${label}</label>
    <textarea id=${id} data-testid=${id} rows=${rows} value=${text} maxlength=${longest * 2} readonly=${sending}
      aria-describedby="${id}-hint ${id}-left" aria-invalid=${wrong || left < 0 ? "true" : "false"}
      onInput=${(/** @type {{ target: HTMLTextAreaElement }} */ { target }) => write(target.value)}></textarea>
    <p class="counter" id="${id}-left" data-testid="${id}-left">${left <= NEAR && (left < 0 ? t.tooLong(-left) : t.charactersLeft(left))}</p>
    <p class="hint" id="${id}-hint">${hint}</p>
    <p class="objection" role="alert" hidden=${!wrong} data-testid="${id}-wrong">${wrong}</p>
  </div>`;
}
