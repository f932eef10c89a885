/**
 * Real people's hands: each with a tempo of their own (Peltola et al. 2007), from one moment to another.
 * @typedef {[number, number]} Clap when (s), and who
 */

/** Claps per second, and how much people and the intervals of one of them differ. */
const TEMPO = { mean: 4, spread: 0.55, least: 2.4, most: 6.5 };
const JITTER = 0.03;

/**
 * @param {number} people
 * @param {number} from s
 * @param {number} to s
 * @param {import("../../web/js/applause/chance.js").Chance} chance
 * @returns {Clap[]} in their order
 */
export function steady(people, from, to, chance) {
  const all = Array.from({ length: people }, (_, who) => {
    const tempo = drawnTempo(chance);
    return hands(who, from + chance.uniform() / tempo, to, tempo, chance);
  });
  return ordered(all.flat());
}

/**
 * The end of a talk: one begins, the others join as they hear it, all but a tenth; after some seconds they stop.
 * @param {number} people
 * @param {import("../../web/js/applause/chance.js").Chance} chance
 * @param {{ begin?: number, rise?: number, hold?: number, share?: number }} [when] s
 * @returns {Clap[]}
 */
export function episode(people, chance, { begin = 1, rise = 1.6, hold = 5, share = 0.9 } = {}) {
  const logistic = () => {
    const part = 0.03 + 0.94 * chance.uniform();
    return Math.log(part / (1 - part));
  };
  const all = Array.from({ length: people }, (_, who) => {
    if (who > 0 && chance.uniform() > share) return [];
    const start = who === 0 ? begin : Math.max(begin, begin + 0.3 + rise * (1 + logistic() / 3.5));
    return hands(who, start, begin + rise + hold + logistic(), drawnTempo(chance), chance);
  });
  return ordered(all.flat());
}

/** @param {import("../../web/js/applause/chance.js").Chance} chance */
function drawnTempo({ normal }) {
  return Math.min(TEMPO.most, Math.max(TEMPO.least, TEMPO.mean + TEMPO.spread * normal()));
}

/**
 * @param {number} who
 * @param {number} from s: one clap at least
 * @param {number} to s
 * @param {number} tempo
 * @param {import("../../web/js/applause/chance.js").Chance} chance
 * @returns {Clap[]}
 */
function hands(who, from, to, tempo, { normal }) {
  /** @type {Clap[]} */
  const claps = [[from, who]];
  for (let at = from; at < to; ) {
    at += Math.max(0.1, (1 + JITTER * normal()) / tempo);
    if (at < to) claps.push([at, who]);
  }
  return claps;
}

/** @param {Clap[]} claps */
function ordered(claps) {
  return claps.sort(([one], [other]) => one - other);
}
