import { interval, stay, TALK, tempo } from "../../web/js/lab/hands.js";

/** @typedef {import("../../web/js/lab/hands.js").Clap} Clap */

/**
 * @param {number} people
 * @param {number} from s
 * @param {number} to s
 * @param {import("../../web/js/applause/chance.js").Chance} chance
 * @returns {Clap[]} in their order
 */
export function steady(people, from, to, chance) {
  const all = Array.from({ length: people }, (_, who) => {
    const own = tempo(chance);
    return hands(who, from + chance.uniform() / own, to, own, chance);
  });
  return ordered(all.flat());
}

/**
 * The end of a talk.
 * @param {number} people
 * @param {import("../../web/js/applause/chance.js").Chance} chance
 * @param {Partial<typeof TALK>} [when] s
 * @returns {Clap[]}
 */
export function episode(people, chance, when = {}) {
  const all = Array.from({ length: people }, (_, who) => {
    const there = stay(who === 0, chance, { ...TALK, ...when });
    return there ? hands(who, there.from, there.to, tempo(chance), chance) : [];
  });
  return ordered(all.flat());
}

/**
 * @param {number} who
 * @param {number} from s: one clap at least
 * @param {number} to s
 * @param {number} tempo
 * @param {import("../../web/js/applause/chance.js").Chance} chance
 * @returns {Clap[]}
 */
function hands(who, from, to, tempo, chance) {
  /** @type {Clap[]} */
  const claps = [[from, who]];
  for (let at = from; at < to; ) {
    at += interval(tempo, chance);
    if (at < to) claps.push([at, who]);
  }
  return claps;
}

/** @param {Clap[]} claps */
function ordered(claps) {
  return claps.sort(([one], [other]) => one - other);
}
