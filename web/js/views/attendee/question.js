import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { pinned, upvotes } from "../../client/questions.js";
import { notice, support } from "../../client/standing.js";
import { AnswerForm } from "./answer.js";

/**
 * @param {import("../../page.js").Props & { question: import("../../client/wire.js").Question, brief?: boolean }} props
 *   `brief`: it stands in full elsewhere
 */
export function QuestionCard(props) {
  const { state, t, act, question, brief = false } = props;
  const { id, text, name, labels, answer, answered } = question;
  const { on } = support(state, id);
  const n = upvotes(state, id);
  const looked = pinned(state)?.id === id;
  const own = Object.hasOwn(state.mine.asked, id);
  const no = notice(state, `questions/${id}`);
  const marks = [...(looked ? [t.pinned] : []), ...(own ? [t.yourOwn] : []), ...(answered ? [t.answered] : [])];
  return html`<li class="question" data-testid="question" data-question=${id} data-pinned=${looked ? "yes" : "no"}
    data-upvotes=${n}>
    <div class="said">
      ${
        marks.length + labels.length > 0 &&
        html`<ul class="marks">
          ${marks.map((mark) => html`<li key=${mark} class="badge">${mark}</li>`)}
          ${labels.map((label) => html`<li key=${label} class="label">${label}</li>`)}
        </ul>`
      }
      <p class="text">${text}</p>
      ${name && html`<p class="hint">${name}</p>`}
      ${answer && html`<blockquote class="answer"><p class="hint">${t.answer}</p><p>${answer}</p></blockquote>`}
    </div>
    <button type="button" class="upvote" data-testid="upvote" aria-pressed=${on ? "true" : "false"}
      aria-label=${t.upvote(n, text)} onClick=${() => act.upvote(id, !on)}>
      <svg viewBox="0 0 16 10" aria-hidden="true" focusable="false"><path d="M2 8.500 8 2l6 6.500" /></svg>
      <span aria-hidden="true">${n}</span>
    </button>
    ${no?.command.action === "upvote" && html`<p class="objection" role="alert">${t.why(no.code, no.message)}</p>`}
    ${!brief && html`<${AnswerForm} ...${props} />`}
  </li>`;
}
