import { present } from "../client/items.js";
import { polls, running } from "../client/polls.js";
import { initial, reduce } from "../client/reduce.js";

/** @typedef {import("../client/reduce.js").State} State */

/** How often (ms) the other rooms are looked at. */
export const EVERY = 20_000;

/** One look in so many asks for everything: how many people are there is no part of a room's sum. */
const ANEW = 3;

/**
 * Watches rooms that this page is not in, one after another, by HTTP: one look at a time, so that many rooms are no
 * flood.
 * @param {{ rooms: readonly string[], ask: (path: string) => Promise<Response>, clock: () => number,
 *   later: (act: () => void, ms: number) => () => void, hidden: () => boolean,
 *   changed: (rooms: Record<string, State>) => void }} of `ask` sends the token
 * @returns {() => void} stops
 */
export function overview({ rooms, ask, clock, later, hidden, changed }) {
  /** @type {Record<string, State>} */
  let known = {};
  let over = false;
  let cancel = () => {};

  /** @param {string} room @param {boolean} anew */
  async function look(room, anew) {
    const before = known[room] ?? reduce(initial, { type: "room", room });
    const answer = await ask(`/rooms/${encodeURIComponent(room)}?rev=${anew ? 0 : before.rev}`);
    if (over || !answer.ok || answer.status === 204) return;
    const frame = await answer.json();
    if (over || frame.type !== "snapshot") return;
    known = { ...known, [room]: reduce(before, { ...frame, heard: clock() }) };
    changed(known);
  }

  async function round(n = 0) {
    for (const room of rooms) {
      if (over || hidden()) break;
      await look(room, n % ANEW === 0).catch(() => {});
    }
    if (!over) cancel = later(() => void round(n + 1), EVERY);
  }

  void round();
  return () => {
    over = true;
    cancel();
  };
}

/** @param {ReturnType<typeof glance>} seen whether anything is on that an organiser may want to look at */
export function lively({ running, unpublished, waiting, shown, room }) {
  return running.length + unpublished + waiting + shown > 0 || Boolean(room?.notice);
}

/**
 * @param {State} state of a room
 * @returns {{ present: number, running: import("../client/wire.js").Poll[], unpublished: number, waiting: number,
 *   shown: number, room: import("../client/wire.js").Room | undefined }} what an organiser asks first
 */
export function glance(state) {
  const all = polls(state, () => true);
  const questions = /** @type {import("../client/wire.js").Question[]} */ (present(state.items, "questions"));
  const inState = (/** @type {string} */ wanted) => questions.filter(({ state: stands }) => stands === wanted).length;
  return {
    present: state.present,
    running: all.filter(running),
    unpublished: all.filter(({ state: stands }) => stands === "closed").length,
    waiting: inState("waiting"),
    shown: inState("shown"),
    room: /** @type {import("../client/wire.js").Room | undefined} */ (state.items.rooms?.[state.room]),
  };
}
