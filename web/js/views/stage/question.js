import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { upvotes } from "../../client/questions.js";

/** @param {import("../../page.js").Props & { question: import("../../client/wire.js").Question }} props the one that the room is looking at */
export function StageQuestion({ question, state, t }) {
  const n = upvotes(state, question.id);
  return html`<article class="question ${question.text.length > 160 ? "long" : ""}" data-testid="stage-question" data-question=${question.id}>
    <p class="kicker"><span class="chip">${t.question}</span></p>
    <h1 class="asked">${question.text}</h1>
    <p class="foot">
      <span class="by">${question.name ?? t.anonymous}</span>
      ${n > 0 && html` <span class="support" data-testid="upvotes" data-n=${n}><span aria-hidden="true">▲ </span>${t.support(n)}</span>`}
    </p>
  </article>`;
}
