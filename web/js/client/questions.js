import { present } from "./items.js";
import { own } from "./own.js";
import { here } from "./place.js";
import { support } from "./standing.js";

/** @typedef {import("./reduce.js").State} State */
/** @typedef {import("./wire.js").Question} Question */

/**
 * @param {State} state
 * @returns {Question[]} all that this role may see, in the order of asking
 */
export function questions(state) {
  const all = /** @type {Question[]} */ (present(state.items, "questions"));
  return all.sort((one, other) => one.at - other.at || one.id.localeCompare(other.id));
}

/**
 * @param {State} state
 * @param {string} question
 * @returns {number} people who support it, oneself by one's latest wish
 */
export function upvotes(state, question) {
  const counted = /** @type {import("./wire.js").Board | undefined} */ (own(state.items.board, question))?.upvotes ?? 0;
  const { on, sending } = support(state, question);
  if (!sending) return Math.max(counted, on ? 1 : 0);
  const before = own(state.mine.upvotes, question)?.on ?? false;
  return Math.max(on ? 1 : 0, counted + Number(on) - Number(before));
}

/**
 * @param {State} state
 * @returns {Question[]} the questions that are shown, those with most upvotes first and answered ones last
 */
export function board(state) {
  return questions(state)
    .filter(({ state: stands }) => stands === "shown")
    .map((question) => ({ question, n: upvotes(state, question.id) }))
    .sort((one, other) => Number(one.question.answered) - Number(other.question.answered) || other.n - one.n)
    .map(({ question }) => question);
}

/**
 * @param {State} state
 * @returns {Question | undefined} the one that the room is looking at
 */
export function pinned(state) {
  const id = here(state)?.pinned;
  return id ? questions(state).find((question) => question.id === id) : undefined;
}

/**
 * @param {State} state
 * @returns {Question[]} those that one has asked oneself, the newest first
 */
export function asked(state) {
  const mine = Object.values(state.mine.asked).filter(({ gone, state: stands }) => !gone && stands !== "withdrawn");
  return mine.sort((one, other) => other.at - one.at);
}

/**
 * @param {State} state
 * @returns {import("./wire.js").HelpRequest[]} one's own requests, the newest first
 */
export function helped(state) {
  return Object.values(state.mine.helps).sort((one, other) => other.at - one.at);
}

/**
 * @param {State} state
 * @param {Question} question
 * @returns {Question} of a merged one, with the answer of the question that it counts for
 */
export function resolved(state, question) {
  const into = question.state === "merged" ? questions(state).find(({ id }) => id === question.into) : undefined;
  return into?.answered && !question.answered ? { ...question, answered: true, answer: into.answer } : question;
}
