import { readFile } from "node:fs/promises";

/** @typedef {import("./road.mjs").Arrival} Arrival */
/** @typedef {{ tick: number, seconds: number, arrivals: Arrival[], own: number[], claps: import("./hands.mjs").Clap[] }} Piece times in s */

/** No rendering is longer (s), and in none more people clap for a second each: all of it has to be held at once. */
export const LONGEST = 3600;
export const MOST = 1_000_000;

/** Between two ticks (s), if nobody says something else. */
export const TICK = 0.25;

const CLAPS = /^(?:[\w-]{2})*$/;

/**
 * @param {string} file JSON, as bench/render-applause.mjs describes it
 * @returns {Promise<Piece>} in its order; an Error with one line if it is none
 */
export async function episode(file) {
  const { tick = TICK, seconds, ticks, own = [] } = { ...JSON.parse(await readFile(file, "utf8")) };
  demand(within(seconds, 0.1, LONGEST), `"seconds" is from 0.1 to ${LONGEST}`);
  demand(within(tick, 0.05, 10), '"tick" is from 0.05 to 10');
  demand(Array.isArray(ticks), '"ticks" is a list');
  demand(Array.isArray(own) && own.every((at) => within(at, 0, LONGEST)), '"own" is a list of seconds');
  for (const [index, one] of ticks.entries()) {
    demand(travels(one), `tick ${index + 1} is not {"at": seconds, "a": [seq, n, k, e, claps?]}`);
  }
  const arrivals = [...ticks].sort((one, other) => one.at - other.at);
  return { tick, seconds, arrivals, own: [...own].sort((one, other) => one - other), claps: [] };
}

/** @param {boolean} is @param {string} otherwise */
function demand(is, otherwise) {
  if (!is) throw new Error(otherwise);
}

/** @param {unknown} value @param {number} least @param {number} most */
function within(value, least, most) {
  return typeof value === "number" && value >= least && value <= most;
}

/** @param {any} one */
function travels(one) {
  const a = one?.a;
  if (!within(one?.at, 0, LONGEST) || !Array.isArray(a) || a.length < 4 || a.length > 5) return false;
  const whole = a.slice(0, 4).every((value) => Number.isSafeInteger(value) && value >= 0);
  return whole && a[3] <= 15 && (a.length === 4 || (typeof a[4] === "string" && CLAPS.test(a[4])));
}
