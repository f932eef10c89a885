/**
 * One tick of a room's applause: `n` people who clapped within the last second, `k` claps since the tick before, `e`
 * their mean grade (0–15), `claps` the claps one by one while they are few (docs/protocol.md), `heard` our clock in ms.
 * @typedef {{ seq: number, n: number, k: number, e: number, claps: string, heard: number }} Tick
 */

/** How long (ms) a room that has said nothing still claps, at least: phones and desks get a tick every two seconds. */
export const SILENCE = { loud: 1200, quiet: 3000 };

/** A tick with a lower `seq` than the last one is late, unless the last one is as old as this (ms). */
export const ANEW = 10_000;

/**
 * @param {Tick | null} held
 * @param {import("./wire.js").Tick} frame
 * @returns {Tick | null} the later one
 */
export function later(held, { a, heard }) {
  const [seq, n, k, e, claps = ""] = a;
  if (held && seq <= held.seq && heard - held.heard < ANEW) return held;
  return { seq, n, k, e, claps, heard };
}

/**
 * @param {import("./reduce.js").State} state
 * @param {number} now our clock
 * @returns {number} ms for which the last tick still holds, 0 in silence
 */
export function lasting({ tick, items, room, screen }, now) {
  if (!tick) return 0;
  const each = /** @type {import("./wire.js").Room | undefined} */ (items.rooms?.[room])?.tick ?? 0;
  const loud = screen === "laptop" || screen === "stage";
  const silence = loud ? Math.max(SILENCE.loud, 3 * each) : SILENCE.quiet;
  const left = tick.heard + silence - now;
  return left > silence ? 0 : Math.max(0, left); // no tick is heard later than now, unless the clock was set back
}

/**
 * @param {import("./reduce.js").State} state
 * @param {number} now our clock
 * @returns {number} how many people are clapping
 */
export function clapping(state, now) {
  return lasting(state, now) > 0 ? (state.tick?.n ?? 0) : 0;
}

/** Two signs a clap, its slot and where in the tick: base64url (docs/protocol.md). */
export const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * @param {string} claps of a tick
 * @returns {[number, number][]} of each clap whose it is, its slot, which people keep (`you.slot` is one's own); and where
 *   in the tick, 0 to 1
 */
export function told(claps) {
  const sign = (/** @type {number} */ at) => SIGNS.indexOf(claps.charAt(at));
  return Array.from({ length: Math.floor(claps.length / 2) }, (_, index) => [
    sign(2 * index),
    (sign(2 * index + 1) + 0.5) / SIGNS.length,
  ]);
}
