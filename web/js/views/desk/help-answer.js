import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { Button } from "./button.js";
import { shortened } from "./objection.js";
import { Reply } from "./reply.js";

/** Answers that were given before and may be given again, under this name among the drafts of this device. */
const CANNED = "canned";
const KEPT = 20;

/** @param {any} props an answer to a request */
export function HelpAnswer({ state, request, t, act, close }) {
  const { id, rev } = request;
  const [canned, can] = useState(/** @type {string[]} */ (act.draft(CANNED) ?? []));
  const [keeps, keep] = useState(false);
  const store = (/** @type {string[]} */ all) => {
    act.keep(CANNED, all);
    can(all);
  };
  const sent = (/** @type {string} */ text) => {
    if (keeps && !canned.includes(text)) store([text, ...canned].slice(0, KEPT));
  };
  const words = { title: t.infoDesk.reply, label: t.infoDesk.answer, hint: t.infoDesk.hint };
  const to = { list: "helps", item: request, draft: `help.${id}`, form: "help", field: "help-text" };
  const send = (/** @type {string} */ text) => act.want({ action: "help.answer", help: id, rev, text });
  const above = (/** @type {(text: string) => void} */ write) =>
    canned.length > 0 &&
    html`<fieldset class="canned">
      <legend>${t.infoDesk.canned}</legend>
      <ul class="menu">
        ${canned.map(
          (one) => html`<li key=${one} class="beside">
            <${Button} testid="canned" onClick=${() => write(one)}>${shortened(one)}<//>
            <button type="button" class="tool" aria-label="${t.infoDesk.forget}: ${shortened(one)}"
              onClick=${() => store(canned.filter((other) => other !== one))}>✕</button>
          </li>`,
        )}
      </ul>
    </fieldset>`;
  const below = html`<label class="check">
    <input type="checkbox" data-testid="remember" checked=${keeps}
      onChange=${(/** @type {{ target: HTMLInputElement }} */ { target }) => keep(target.checked)} />
    <span>${t.infoDesk.remember}</span>
  </label>`;
  return html`<${Reply} ...${{ state, t, act, close, to, words, send, sent, above, below }} rows="5" />`;
}
