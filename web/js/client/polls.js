import { present } from "./items.js";
import { own } from "./own.js";

/** @typedef {import("./wire.js").Poll} Poll */
/** @typedef {import("./wire.js").Tally} Tally */
/** @typedef {import("./reduce.js").State} State */

/** The last of an open poll's time, in ms, in which every page shows that it is closing. */
export const CLOSING = 3000;

/**
 * Where a poll is now. `counting`: its time is over, the server has not said so yet.
 * @typedef {import("./wire.js").PollState | "counting"} Phase
 */

/**
 * @param {Poll} poll
 * @param {number} now the server's clock
 * @returns {Phase}
 */
export function phase(poll, now) {
  if (poll.state !== "open" && poll.state !== "closing") return poll.state;
  if (poll.closes === null || poll.closes - now > CLOSING) return "open";
  return poll.closes > now ? "closing" : "counting";
}

/**
 * @param {Poll} poll
 * @param {number} now the server's clock
 * @returns {number | null} whole seconds left, or null without an end
 */
export function secondsLeft(poll, now) {
  return poll.closes === null ? null : Math.max(0, Math.ceil((poll.closes - now) / 1000));
}

/** @param {Poll} poll */
export function running(poll) {
  return poll.state === "open" || poll.state === "closing";
}

/**
 * @param {State} state
 * @param {(poll: Poll) => boolean} drawable
 * @returns {Poll[]} running ones first, then the newest first
 */
export function polls(state, drawable) {
  const all = /** @type {Poll[]} */ (present(state.items, "polls")).filter(drawable).reverse();
  const open = all.filter(running).sort((one, other) => (other.opened ?? 0) - (one.opened ?? 0));
  return [...open, ...all.filter((poll) => !running(poll))];
}

/**
 * @param {State} state
 * @param {Poll} poll
 * @returns {Tally | null} of this round, if this page may see one
 */
export function tally(state, poll) {
  const held = /** @type {Tally | undefined} */ (own(state.items.tallies, poll.id));
  const found = held && !held.gone && held.round === poll.round ? held : own(state.glimpses, poll.id);
  return found?.round === poll.round ? found : null;
}
