import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { Reply } from "./reply.js";

/** @param {any} props an answer to a question, in writing */
export function Answer({ state, question, t, act, close }) {
  const { id, rev } = question;
  const words = { title: t.moderate.write, label: t.moderate.answer, hint: t.moderate.answerHint };
  const to = { list: "questions", item: question, draft: `answer.${id}`, form: "answer", field: "answer" };
  const send = (/** @type {string} */ text) => act.want({ action: "question.answer", question: id, rev, text });
  return html`<${Reply} ...${{ state, t, act, close, to, words, send }} rows="6" />`;
}
