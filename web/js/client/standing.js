import { own } from "./own.js";
import { subject } from "./subject.js";

/** @typedef {import("./reduce.js").State} State */
/** @typedef {import("./wire.js").Vote} Vote */
/** @typedef {import("./wire.js").Ballot} Ballot */

/**
 * @param {State} state
 * @param {(command: import("./wire.js").Command) => boolean} wanted
 * @returns {import("./wire.js").Command | undefined} the newest that is on its way, of this room
 */
function onItsWay(state, wanted) {
  return state.outbox.findLast(({ command }) => command.room === state.room && wanted(command))?.command;
}

/**
 * @param {State} state
 * @param {{ id: string, round: number }} poll
 * @returns {{ counts: Ballot | null, sending: Vote | null }} what counts, and what is on its way
 */
export function standing(state, poll) {
  const ballot = own(state.mine.ballots, poll.id);
  const vote = /** @type {Vote | undefined} */ (
    onItsWay(state, (command) => command.action === "vote" && command.poll === poll.id)
  );
  return {
    counts: ballot?.round === poll.round && ballot.choice.length > 0 ? ballot : null,
    sending: vote?.round === poll.round ? vote : null,
  };
}

/**
 * @param {State} state
 * @param {{ id: string, round: number }} poll
 * @returns {number} one more than the last seq known for this round, on its way or counted
 */
export function nextSeq(state, poll) {
  const ballot = own(state.mine.ballots, poll.id);
  const { sending } = standing(state, poll);
  return Math.max(ballot?.round === poll.round ? ballot.seq : 0, sending?.seq ?? 0) + 1;
}

/**
 * @param {State} state
 * @param {string} question
 * @returns {{ on: boolean, seq: number, sending: boolean }} whether one supports it, by one's latest wish
 */
export function support(state, question) {
  const counts = own(state.mine.upvotes, question) ?? { on: false, seq: 0 };
  const wish = onItsWay(state, (command) => command.action === "upvote" && command.question === question);
  return wish?.action === "upvote" ? { on: wish.on, seq: wish.seq, sending: true } : { ...counts, sending: false };
}

/**
 * @param {State} state
 * @returns {{ mood: number | null, seq: number, sending: boolean }} how one feels, by one's latest wish
 */
export function feeling(state) {
  const counts = state.mine.mood ?? { mood: null, seq: 0 };
  const wish = onItsWay(state, (command) => command.action === "mood");
  return wish?.action === "mood" ? { mood: wish.mood, seq: wish.seq, sending: true } : { ...counts, sending: false };
}

/**
 * @param {State} state
 * @returns {{ table: string | null, sending: boolean }} where one sits, by one's latest wish
 */
export function seat(state) {
  const wish = onItsWay(state, (command) => command.action === "sit" || command.action === "stand");
  if (wish?.action === "sit") return { table: wish.table, sending: true };
  return wish ? { table: null, sending: true } : { table: state.mine.seat, sending: false };
}

/**
 * @param {State} state
 * @param {string} about a subject (subject.js)
 * @returns {boolean} whether a command of this page that changes it is on its way, or its effect is not here yet
 */
export function busy(state, about) {
  const promised = own(state.expected, about) ?? 0;
  const [list = "", id = ""] = about === "room" ? ["rooms", state.room] : about.split("/");
  const rev = own(own(state.items, list), id)?.rev ?? 0;
  const changes = (/** @type {import("./wire.js").Command} */ command) =>
    command.action !== "upvote" && subject(command) === about;
  return promised > rev || onItsWay(state, changes) !== undefined;
}

/**
 * @param {State} state
 * @param {string} about a subject
 * @returns {import("./outbox.js").Notice | null} why the last command on it in this room had no effect
 */
export function notice(state, about) {
  const found = own(state.notices, about);
  return found?.command.room === state.room ? found : null;
}
