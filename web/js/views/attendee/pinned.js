import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { pinned } from "../../client/questions.js";
import { QuestionCard } from "./question.js";

/** @param {import("../../page.js").Props} props the question that the room is looking at */
export function Pinned(props) {
  const { state, t } = props;
  const question = pinned(state);
  if (!question) return null;
  return html`<section class="pinned" data-testid="pinned-now" aria-labelledby="pinned">
    <h2 id="pinned" class="unseen">${t.pinned}</h2>
    <ul class="questions"><${QuestionCard} ...${props} question=${question} brief /></ul>
  </section>`;
}
