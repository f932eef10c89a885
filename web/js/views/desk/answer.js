import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { Link } from "../shell.js";
import { Meanwhile, useBase } from "./base.js";
import { Dialog } from "./dialog.js";
import { useDraft } from "./draft.js";
import { Objection } from "./objection.js";
import { useSending } from "./sending.js";

/** Characters that an answer may have. */
export const ANSWER = 4000;

/** @param {any} props an answer in writing, which stays on the device until it was sent */
export function Answer({ state, question, t, act, close }) {
  const { id, rev, text } = question;
  const [written, write, forget] = useDraft(act, `answer.${id}`, question.answer ?? "");
  const { follow, sending } = useSending(state, `questions/${id}`, () => {
    forget();
    close();
  });
  const { base, overtaken: other, take } = useBase(question, ["answer"]);
  // One's own answer may be here before it is granted.
  const overtaken = other && !sending && question.answer !== written.trim();
  const theirs = () => {
    forget();
    close();
  };
  const length = [...written.trim()].length;
  const still = overtaken || sending || state.connection !== "online" || length === 0 || length > ANSWER;
  const send = (/** @type {SubmitEvent} */ submitted) => {
    submitted.preventDefault();
    if (!still) follow(act.want({ action: "question.answer", question: id, rev, text: written }));
  };
  return html`<${Dialog} testid="answer-form" look="small" title=${t.moderate.write} ...${{ close, t }}>
    <blockquote>${text}</blockquote>
    <${Link} ...${{ state, t }} />
    ${overtaken && html`<${Meanwhile} ...${{ state, t, base, theirs }} list="questions" item=${question} mine=${take} />`}
    <form class="form" onSubmit=${send}>
      <div class="field">
        <label for="answer">${t.moderate.answer}</label>
        <textarea id="answer" rows="6" data-testid="answer-text" value=${written} aria-describedby="answer-hint"
          aria-invalid=${length > ANSWER ? "true" : "false"}
          onInput=${(/** @type {{ target: HTMLTextAreaElement }} */ { target }) => write(target.value)}></textarea>
        <p class="hint" id="answer-hint">${length > ANSWER ? t.pollMistakes.long(ANSWER) : t.moderate.answerHint}</p>
      </div>
      <${Objection} ...${{ state, t, act }} list="questions" id=${id} />
      <div class="ends">
        <button type="submit" class="main" data-testid="send" aria-disabled=${still ? "true" : "false"}>
          ${sending ? t.working : t.moderate.send}
        </button>
      </div>
    </form>
  <//>`;
}
