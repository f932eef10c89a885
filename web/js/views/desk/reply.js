import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { Link } from "../shell.js";
import { Meanwhile, useBase } from "./base.js";
import { Dialog } from "./dialog.js";
import { useDraft } from "./draft.js";
import { Objection } from "./objection.js";
import { useSending } from "./sending.js";

/** Characters that an answer may have. */
export const ANSWER = 4000;

/**
 * An answer in writing, to a question or a request: it stays on the device until it was sent, and overwrites nobody's
 * that its writer has not seen.
 * @param {Pick<import("../../page.js").Props, "state" | "t" | "act"> & { close: () => void,
 *   to: { list: "questions" | "helps", item: any, draft: string, form: string, field: string }, rows: number,
 *   words: { title: string, label: string, hint: string }, send: (text: string) => string, sent?: (text: string) => void,
 *   above?: (write: (text: string) => void) => unknown, below?: unknown }} props `send` gives the command's id
 */
export function Reply({ state, t, act, close, to, rows, words, send, sent, above, below }) {
  const { list, item, draft, form, field } = to;
  const [written, write, forget] = useDraft(act, draft, item.answer ?? "");
  const { base, overtaken: other, take } = useBase(item, ["answer"]);
  const end = () => {
    forget();
    close();
  };
  const { follow, sending } = useSending(state, `${list}/${item.id}`, () => {
    sent?.(written.trim());
    end();
  });
  // One's own answer may be here before it is granted.
  const overtaken = other && !sending && item.answer !== written.trim();
  const length = [...written.trim()].length;
  const still = overtaken || sending || state.connection !== "online" || length === 0 || length > ANSWER;
  const submit = (/** @type {SubmitEvent} */ submitted) => {
    submitted.preventDefault();
    if (!still) follow(send(written));
  };
  return html`<${Dialog} testid="${form}-form" look="small" title=${words.title} ...${{ close, t }}>
    <blockquote>${item.text}</blockquote>
    <${Link} ...${{ state, t }} />
    ${overtaken && html`<${Meanwhile} ...${{ state, t, list, base, item }} mine=${take} theirs=${end} />`}
    <form class="form" onSubmit=${submit}>
      ${above?.((text) => sending || write(text))}
      <div class="field">
        <label for=${field}>${words.label}</label>
        <textarea id=${field} rows=${rows} data-testid="${form}-text" value=${written} readonly=${sending} aria-describedby="${field}-hint"
          aria-invalid=${length > ANSWER ? "true" : "false"}
          onInput=${(/** @type {{ target: HTMLTextAreaElement }} */ { target }) => write(target.value)}></textarea>
        <p class="hint" id="${field}-hint">${length > ANSWER ? t.pollMistakes.long(ANSWER) : words.hint}</p>
      </div>
      ${below}
      <${Objection} ...${{ state, t, act, list }} id=${item.id} />
      <div class="ends">
        <button type="submit" class="main" data-testid="send" aria-disabled=${still ? "true" : "false"}>
          ${sending ? t.working : t.moderate.send}
        </button>
      </div>
    </form>
  <//>`;
}
