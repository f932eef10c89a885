import { html, useEffect, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { busy, notice } from "../../client/standing.js";
import { useDraft } from "./draft.js";
import { Writing } from "./writing.js";

/** So many characters an answer may have. */
const LONGEST = 4000;

/**
 * @param {import("../../client/reduce.js").State} state
 * @returns {boolean} whether one speaks in this room and so may answer what is asked there
 */
export function speaks({ room, mine: { role, rooms } }) {
  return role === "speaker" && rooms.includes(room);
}

/** @param {import("../../page.js").Props & { question: import("../../client/wire.js").Question }} props */
export function AnswerForm(props) {
  return speaks(props.state) ? html`<${Form} ...${props} />` : null;
}

/** @param {import("../../page.js").Props & { question: import("../../client/wire.js").Question }} props */
function Form({ state, t, act, question }) {
  const { id, rev } = question;
  const about = `questions/${id}`;
  const [written, keep] = useDraft(act, `answer.${id}`);
  const [touched, touch] = useState(written !== "");
  const [base, take] = useState(question.answer);
  const text = touched ? written : (base ?? "");
  const write = (/** @type {string} */ next) => {
    touch(true);
    keep(next);
  };
  const rest = () => {
    touch(false);
    keep("");
  };
  const [sent, send] = useState("");
  const going = busy(state, about);
  const no = notice(state, about);
  const wrong = no?.command.action === "question.answer" ? no : null;
  const overtaken = question.answer !== base && !going && question.answer !== text.trim();
  useEffect(() => {
    if (sent && state.done[about] === sent) queueMicrotask(rest);
  }, [state.done[about]]);
  // Whoever has written nothing sees what is there; and what was stored, by this page or before a reload, is written no more.
  useEffect(() => {
    if (touched && question.answer !== written.trim()) return;
    take(question.answer);
    if (touched) rest();
  }, [question.answer]);
  const answer = (/** @type {string | null} */ given) => {
    if (going) return;
    const command = act.want({ action: "question.answer", question: id, rev, text: given });
    if (given !== null) send(command);
  };
  const submit = (/** @type {SubmitEvent} */ submitted) => {
    submitted.preventDefault();
    if (text.trim() && !overtaken && [...text.trim()].length <= LONGEST) answer(text.trim());
  };
  return html`<details class="answering" data-testid="answering" open=${touched}>
    <summary>${question.answered ? t.changeAnswer : t.toAnswer}</summary>
    <form onSubmit=${submit} novalidate>
      <${Writing} id="answer-${id}" label=${t.yourAnswer} text=${text} longest=${LONGEST} t=${t} write=${write} sending=${going}
        wrong=${wrong && (wrong.code === "changed" ? t.questionChanged : t.why(wrong.code, wrong.message))} />
      ${
        overtaken &&
        html`<div class="objection" role="alert" data-testid="meanwhile">
          <p>${t.answeredMeanwhile}</p>
          <blockquote>${question.answer}</blockquote>
          <button type="button" class="quiet" data-testid="mine" onClick=${() => take(question.answer)}>${t.answerAnyway}</button>
        </div>`
      }
      <div class="ways">
        <button type="submit" class="main" data-testid="answer"
          aria-disabled=${going || overtaken || !text.trim() ? "true" : "false"}>
          ${going ? t.oneMoment : t.sendAnswer}
        </button>
        ${!question.answered && html`<button type="button" class="quiet" data-testid="answered-on-stage" onClick=${() => answer(null)}>${t.answeredOnStage}</button>`}
      </div>
    </form>
  </details>`;
}
