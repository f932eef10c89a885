import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";

/**
 * A text in the event's languages: one field, and the others where somebody wants them.
 * @param {{ id: string, label: string, text: Record<string, string>, languages: readonly string[],
 *   write: (text: Record<string, string>) => void, t: import("../../texts/texts.js").Words, wrong?: string,
 *   frozen?: boolean }} props `wrong`: what must be mended, with what is allowed
 */
export function TextField({ id, label, text, languages, write, t, wrong = "", frozen = false }) {
  const [own = "en", ...others] = languages;
  const [open, show] = useState(others.some((language) => text[language]));
  const names = /** @type {Record<string, string>} */ (t.names);
  const all = open ? [own, ...others] : [own];
  return html`<div class="text-field">
    ${all.map((language) => {
      const field = `${id}-${language}`;
      const named = all.length > 1 ? `${label} (${names[language] ?? language})` : label;
      return html`<div class="field" key=${language}>
        <label for=${field}>${named}</label>
        <textarea id=${field} lang=${language} rows="2" data-testid="text" data-field=${field} readonly=${frozen}
          aria-invalid=${wrong ? "true" : "false"} aria-describedby=${wrong ? `${id}-wrong` : null}
          value=${text[language] ?? ""}
          onInput=${(/** @type {{ target: HTMLTextAreaElement }} */ { target }) => write({ ...text, [language]: line(target.value) })}></textarea>
      </div>`;
    })}
    ${wrong && html`<p class="wrong" id="${id}-wrong" data-testid="wrong">${wrong}</p>`}
    ${
      others.length > 0 &&
      !open &&
      !frozen &&
      html`<button type="button" class="quiet" data-testid="translate" aria-label="${t.draft.translate}: ${label}"
        onClick=${() => show(true)}>${t.draft.translate}</button>`
    }
  </div>`;
}

/** @param {string} text polls have lines, not paragraphs */
function line(text) {
  return text.replace(/\s*\n\s*/g, " ");
}
