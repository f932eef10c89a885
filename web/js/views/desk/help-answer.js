import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { Link } from "../shell.js";
import { ANSWER } from "./answer.js";
import { Meanwhile, useBase } from "./base.js";
import { Button } from "./button.js";
import { Dialog } from "./dialog.js";
import { useDraft } from "./draft.js";
import { Objection, shortened } from "./objection.js";
import { useSending } from "./sending.js";

/** Answers that were given before and may be given again, under this name among the drafts of this device. */
const CANNED = "canned";
const KEPT = 20;

/** @param {any} props */
export function HelpAnswer({ state, request, t, act, close }) {
  const { id, rev, text, answer } = request;
  const [written, write, forget] = useDraft(act, `help.${id}`, answer ?? "");
  const [canned, can] = useState(/** @type {string[]} */ (act.draft(CANNED) ?? []));
  const [keeps, keep] = useState(false);
  const store = (/** @type {string[]} */ all) => {
    act.keep(CANNED, all);
    can(all);
  };
  const { follow, sending } = useSending(state, `helps/${id}`, () => {
    if (keeps && !canned.includes(written.trim())) store([written.trim(), ...canned].slice(0, KEPT));
    forget();
    close();
  });
  const { base, overtaken: other, take } = useBase(request, ["answer"]);
  const overtaken = other && !sending && answer !== written.trim();
  const theirs = () => {
    forget();
    close();
  };
  const length = [...written.trim()].length;
  const still = overtaken || sending || state.connection !== "online" || length === 0 || length > ANSWER;
  const send = (/** @type {SubmitEvent} */ submitted) => {
    submitted.preventDefault();
    if (!still) follow(act.want({ action: "help.answer", help: id, rev, text: written }));
  };
  return html`<${Dialog} testid="help-form" look="small" title=${t.infoDesk.reply} ...${{ close, t }}>
    <blockquote>${text}</blockquote>
    <${Link} ...${{ state, t }} />
    ${overtaken && html`<${Meanwhile} ...${{ state, t, base, theirs }} list="helps" item=${request} mine=${take} />`}
    <form class="form" onSubmit=${send}>
      ${
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
        </fieldset>`
      }
      <div class="field">
        <label for="help-text">${t.infoDesk.answer}</label>
        <textarea id="help-text" rows="5" data-testid="help-text" value=${written} aria-describedby="help-hint"
          aria-invalid=${length > ANSWER ? "true" : "false"}
          onInput=${(/** @type {{ target: HTMLTextAreaElement }} */ { target }) => write(target.value)}></textarea>
        <p class="hint" id="help-hint">${length > ANSWER ? t.pollMistakes.long(ANSWER) : t.infoDesk.hint}</p>
      </div>
      <label class="check">
        <input type="checkbox" data-testid="remember" checked=${keeps}
          onChange=${(/** @type {{ target: HTMLInputElement }} */ { target }) => keep(target.checked)} />
        <span>${t.infoDesk.remember}</span>
      </label>
      <${Objection} ...${{ state, t, act }} list="helps" id=${id} />
      <div class="ends">
        <button type="submit" class="main" data-testid="send" aria-disabled=${still ? "true" : "false"}>
          ${sending ? t.working : t.moderate.send}
        </button>
      </div>
    </form>
  <//>`;
}
