/**
 * Real people's hands: each with a tempo of their own (Peltola et al. 2007), from one moment to another.
 * @typedef {[number, number]} Clap when (s), and who
 * @typedef {import("../applause/chance.js").Chance} Chance
 */

/** Claps per second, and how much people and the intervals of one of them differ. */
export const TEMPO = { mean: 4, spread: 0.55, least: 2.4, most: 6.5 };
const JITTER = 0.03;

/** Nobody claps twice within so many seconds. */
const SHORTEST = 0.1;

/** The end of a talk (s): one begins, the others join as they hear it, all but a tenth; after a while they stop. */
export const TALK = { begin: 1, rise: 1.6, hold: 5, share: 0.9 };

/** Nobody waits for the first one to have clapped alone for so long (s), and how far the moments of the others spread. */
const ALONE = 0.3;
const SPREAD = 3.5;

/** @param {Chance} chance @returns {number} of one person, in claps per second */
export function tempo({ normal }) {
  return Math.min(TEMPO.most, Math.max(TEMPO.least, TEMPO.mean + TEMPO.spread * normal()));
}

/** @param {number} tempo @param {Chance} chance @returns {number} s until the next clap */
export function interval(tempo, { normal }) {
  return Math.max(SHORTEST, (1 + JITTER * normal()) / tempo);
}

/**
 * From when until when somebody claps at the end of a talk: a share that claps already makes others join, which is a
 * logistic curve (Mann et al. 2013).
 * @param {boolean} first
 * @param {Chance} chance
 * @param {typeof TALK} talk
 * @returns {{ from: number, to: number } | null} for who does not clap
 */
export function stay(first, chance, { begin, rise, hold, share }) {
  if (!first && chance.uniform() > share) return null;
  const from = first ? begin : Math.max(begin, begin + ALONE + rise * (1 + logistic(chance) / SPREAD));
  return { from, to: begin + rise + hold + logistic(chance) };
}

/** @param {Chance} chance -3.5 to 3.5, mostly near 0 */
function logistic({ uniform }) {
  const part = 0.03 + 0.94 * uniform();
  return Math.log(part / (1 - part));
}
