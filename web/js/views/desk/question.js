import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { here } from "../../client/place.js";
import { questions, upvotes } from "../../client/questions.js";
import { busy } from "../../client/standing.js";
import { Button } from "./button.js";
import { nameOf, Objection } from "./objection.js";
import { QuestionMenu } from "./question-menu.js";

/** @typedef {import("../../client/wire.js").Question} Asked */
/** @typedef {import("./polls.js").PartProps & { question: Asked }} QuestionProps */

/** @param {QuestionProps} props */
export function Question(props) {
  const { state, t, act, may, question } = props;
  const [open, show] = useState(false);
  const { id, rev, text, name, at, labels, answered, answer, into } = question;
  const working = busy(state, `questions/${id}`);
  const still = working || state.connection !== "online";
  const pinned = here(state)?.pinned === id;
  const next = may.runs ? nextStep(question, pinned) : may.answers ? "stage" : null;
  const step = () => {
    if (next === "show") act.want({ action: "question.show", question: id, rev });
    if (next === "pin") act.want({ action: "question.pin", question: id, rev });
    if (next === "unpin") act.want({ action: "question.unpin", question: id, rev });
    if (next === "stage") act.want({ action: "question.answer", question: id, rev, text: null });
  };
  const joined = question.state === "shown" ? questions(state).filter((other) => other.into === id).length : 0;
  const hidden = question.state === "hidden";
  return html`<article class="card" data-testid="question" data-question=${id} data-state=${question.state}
    data-answered=${answered ? "true" : "false"} data-pinned=${pinned ? "true" : "false"}>
    <p class="kicker">
      <span class="chip" data-phase=${pinned ? "open" : ""}>${pinned ? t.moderate.isPinned : t.itemStates[question.state]}${answered && `, ${t.moderate.isAnswered}`}</span>
      <span class="hint">${question.state === "shown" && `${t.moderate.upvotes(upvotes(state, id))} · `}${t.time(at)}</span>
    </p>
    <p class="text">${text || t.moderate.erased}</p>
    <p class="hint">${name ? t.moderate.by(name) : t.moderate.anonymous}${joined > 0 && ` · ${t.moderate.joined(joined)}`}</p>
    ${into && html`<p class="hint" data-testid="into">${t.moderate.countsFor(nameOf(state, into, t))}</p>`}
    ${answer && html`<p class="answer"><strong>${t.moderate.answer}</strong> ${answer}</p>`}
    ${labels.length > 0 && html`<ul class="labels">${labels.map((label) => html`<li key=${label}>${label}</li>`)}</ul>`}
    <${Objection} ...${{ state, t, act }} list="questions" id=${id} />
    ${
      (may.organises || (!hidden && may.answers)) &&
      html`<div class="steps">
        <${Button} testid="more" label="${t.step.more}: ${text}" onClick=${() => show(true)}>${t.step.more}<//>
        ${next && html`<${Button} testid=${next} look="main" still=${still} onClick=${step}>${working ? t.working : t.nextSteps[next]}<//>`}
      </div>`
    }
    ${open && html`<${QuestionMenu} ...${{ ...props, pinned, still }} close=${() => show(false)} />`}
  </article>`;
}

/**
 * @param {Asked} question
 * @param {boolean} pinned
 * @returns {"show" | "pin" | "stage" | "unpin" | null} what comes next as a rule: shown, looked at, answered
 */
function nextStep({ state, answered }, pinned) {
  if (state === "waiting") return "show";
  if (state !== "shown") return null;
  if (pinned) return answered ? "unpin" : "stage";
  return answered ? null : "pin";
}
