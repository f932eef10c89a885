import { present } from "./items.js";
import { here } from "./place.js";
import { polls, running } from "./polls.js";
import { pinned } from "./questions.js";

/** @typedef {import("./reduce.js").State} State */
/** @typedef {import("./wire.js").Poll} Poll */
/** @typedef {import("./wire.js").Question} Question */

/**
 * What a stage shows. `chosen`: a moderator has asked for it.
 * @typedef {{ show: "poll", poll: Poll, chosen: boolean } | { show: "question", question: Question, chosen: false }
 *   | { show: "invitation", chosen: boolean }} Scene
 */

/**
 * A poll that runs; else what a moderator has chosen since the last one ran; else the pinned question; else the newest
 * poll that is over; else the invitation. The same on a stage and on the desk that wants to know.
 * @param {State} state
 * @param {(poll: Poll) => boolean} drawable
 * @returns {Scene}
 */
export function scene(state, drawable) {
  const all = polls(state, drawable).filter(({ state: stands }) => stands !== "draft");
  const [newest] = all;
  if (newest && running(newest)) return { show: "poll", poll: newest, chosen: false };
  const choice = here(state)?.stage ?? null;
  const later = /** @type {Poll[]} */ (present(state.items, "polls")).some(
    ({ closes }) => (closes ?? 0) > (choice?.at ?? 0),
  );
  const chosen = choice && !later ? choice.show : null;
  if (chosen === "join") return { show: "invitation", chosen: true };
  const poll = all.find(({ id }) => id === chosen);
  if (poll) return { show: "poll", poll, chosen: true };
  const question = pinned(state);
  if (question) return { show: "question", question, chosen: false };
  return newest ? { show: "poll", poll: newest, chosen: false } : { show: "invitation", chosen: false };
}
