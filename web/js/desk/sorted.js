import { board, questions } from "../client/questions.js";

/** @typedef {import("../client/reduce.js").State} State */
/** @typedef {import("../client/wire.js").Question} Question */
/** @typedef {"waiting" | "shown" | "answered" | "away"} Shelf where a question stands at the desk */

/** @type {Shelf[]} */
export const SHELVES = ["waiting", "shown", "answered", "away"];

/**
 * @param {Question} question
 * @returns {Shelf}
 */
export function shelf({ state, answered }) {
  if (state === "waiting") return "waiting";
  if (state !== "shown") return "away";
  return answered ? "answered" : "shown";
}

/**
 * @param {State} state
 * @returns {Record<Shelf, Question[]>} waiting ones from the oldest on, shown ones by support, the others from the newest
 */
export function shelves(state) {
  const all = questions(state);
  const on = (/** @type {Shelf} */ wanted) => all.filter((question) => shelf(question) === wanted);
  const shown = board(state).filter(({ answered }) => !answered);
  return { waiting: on("waiting"), shown, answered: on("answered").reverse(), away: on("away").reverse() };
}

/**
 * @param {Question} question
 * @param {string} wanted a label, or words of its text or name
 */
export function matches({ text, name, labels }, wanted) {
  const low = wanted.trim().toLowerCase();
  return [text, name ?? "", ...labels].some((one) => one.toLowerCase().includes(low));
}

/**
 * @param {State} state
 * @returns {string[]} the labels of the room, the most used first
 */
export function labels(state) {
  /** @type {Map<string, number>} */
  const counted = new Map();
  for (const label of questions(state).flatMap((question) => question.labels)) {
    counted.set(label, (counted.get(label) ?? 0) + 1);
  }
  return [...counted].sort(([one, n], [other, m]) => m - n || one.localeCompare(other)).map(([label]) => label);
}

/**
 * @param {State} state
 * @param {Question} question
 * @returns {Question[]} those that it may be merged into: what the audience has seen, only into what they see
 */
export function targets(state, question) {
  const allowed = question.state === "shown" ? ["shown"] : ["shown", "waiting"];
  const others = questions(state).filter((other) => other.id !== question.id && allowed.includes(other.state));
  return others.sort((one, other) => alike(other, question) - alike(one, question));
}

/**
 * @param {Question} one
 * @param {Question} other
 * @returns {number} how many longer words they share
 */
function alike(one, other) {
  const words = (/** @type {string} */ text) => new Set(text.toLowerCase().match(/[\p{L}\d]{4,}/gu) ?? []);
  const known = words(other.text);
  return [...words(one.text)].filter((word) => known.has(word)).length;
}
