import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { asked, questions, resolved } from "../../client/questions.js";
import { busy, notice } from "../../client/standing.js";

/** @typedef {import("../../client/wire.js").Question} Question */
/** @typedef {"going" | "unsent" | "waiting" | "shown" | "merged" | "answered" | "hidden"} Became */

/** @param {import("../../page.js").Props} props one's own questions, and what became of them */
export function Asked(props) {
  const { state, t } = props;
  const going = state.outbox.flatMap(({ command }) =>
    command.action === "ask" && command.room === state.room ? [command] : [],
  );
  const mine = asked(state);
  if (going.length + mine.length === 0) return null;
  const unsent = state.connection === "online" ? "going" : "unsent";
  return html`<section class="mine" data-testid="asked" aria-labelledby="asked">
    <h3 id="asked">${t.myQuestions}</h3>
    <ul>
      ${going.map(({ id, text }) => html`<${Mine} key=${id} ...${{ ...props, text, became: unsent }} />`)}
      ${mine.map((question) => html`<${Mine} key=${question.id} ...${{ ...props, text: question.text, question, became: became(resolved(state, question)) }} />`)}
    </ul>
  </section>`;
}

/**
 * @param {Question} question
 * @returns {Became}
 */
export function became(question) {
  if (question.state === "hidden") return "hidden";
  if (question.answered) return "answered";
  return question.state === "withdrawn" ? "hidden" : question.state;
}

/** @param {import("../../page.js").Props & { text: string, question?: Question, became: Became }} props */
function Mine({ state, t, act, text, question, became: stands }) {
  const about = `questions/${question?.id ?? ""}`;
  const no = question && notice(state, about);
  const answer = question && resolved(state, question).answer;
  const into = question?.into && questions(state).find(({ id }) => id === question.into);
  return html`<li class="my-question" data-testid="my-question" data-became=${stands}>
    ${text && html`<p class="text">${text}</p>`}
    <p class="became"><span class="chip" data-became=${stands}>${t.became[stands]}</span>
      ${stands === "merged" && into && html` <span class="hint">${t.quoted(into.text)}</span>`}</p>
    ${answer && html`<blockquote class="answer">${answer}</blockquote>`}
    ${
      question &&
      stands === "waiting" &&
      html`<button type="button" class="quiet" data-testid="withdraw" aria-disabled=${busy(state, about) ? "true" : "false"}
        onClick=${() => !busy(state, about) && act.want({ action: "question.withdraw", question: question.id })}>
        ${busy(state, about) ? t.oneMoment : t.withdraw}
      </button>`
    }
    ${no && no.command.action === "question.withdraw" && html`<p class="objection" role="alert">${t.notWithdrawn}</p>`}
  </li>`;
}
