import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { board, pinned } from "../../client/questions.js";
import { useCalmOrder } from "./calm.js";
import { QuestionCard } from "./question.js";

/** So many are shown before somebody wants all. */
const FIRST = 30;

/** @param {import("../../page.js").Props} props the questions that are shown, those with most upvotes first */
export function Board(props) {
  const { state, t } = props;
  const [all, showAll] = useState(false);
  const looked = pinned(state)?.id;
  const ranked = board(state);
  const ids = ranked.map(({ id }) => id);
  const top = ids.filter((id) => id === looked);
  const { order, late, renew } = useCalmOrder([...top, ...ids.filter((id) => id !== looked)]);
  const shown = order.flatMap((id) => ranked.find((question) => question.id === id) ?? []);
  return html`<section class="board" data-testid="board" aria-labelledby="board">
    <div class="heading">
      <h3 id="board">${t.board(ranked.length)}</h3>
      ${late && html`<button type="button" class="quiet" data-testid="renew" onClick=${renew}>${t.renew}</button>`}
    </div>
    ${ranked.length === 0 && html`<p class="hint">${t.noQuestions}</p>`}
    <ul class="questions">
      ${shown
        .slice(0, all ? shown.length : FIRST)
        .map((question) => html`<${QuestionCard} key=${question.id} ...${props} question=${question} />`)}
    </ul>
    ${
      !all &&
      shown.length > FIRST &&
      html`<button type="button" class="quiet" data-testid="all-questions" onClick=${() => showAll(true)}>${t.allQuestions(shown.length)}</button>`
    }
  </section>`;
}
