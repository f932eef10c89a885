import { falls, highest, LINGERS, lately } from "./lately.js";

/** How a room claps, from nobody to everybody. The sound follows the count alone; only what it is called follows the share. */
export const LABELS = /** @type {const} */ (["silence", "single", "light", "strong", "intense", "standing"]);

/** @typedef {typeof LABELS[number]} Label */
/** @typedef {import("./lately.js").Lately} Lately */

/**
 * A room's applause as it is shown and said: everything goes up at once and down after 1.5 s, so that nothing flickers.
 * `people` who clap, `grade` how strongly (0–15), `until` when time alone changes it (ms). The rest is memory: `soars`
 * while enough people clap hard enough for a standing ovation.
 * @typedef {{ label: Label, level: number, people: number, grade: number, until: number, levels: Lately, crowds: Lately,
 *   grades: Lately, soars: boolean, soaring: { since: number, until: number } | null }} Ovation
 */

/** @type {Ovation} */
export const silence = {
  ...{ label: "silence", level: 0, people: 0, grade: 0, until: Number.POSITIVE_INFINITY },
  ...{ levels: [], crowds: [], grades: [], soars: false, soaring: null },
};

const STANDING = 5;

/** What a standing ovation takes: this share of those present, this grade, for so long (ms). */
const SOARS = { share: 0.65, grade: 11, for: 8000 };

/** So many are a strong applause where nobody knows how many are present. */
const MANY = 15;

/**
 * @param {Ovation} before
 * @param {{ n: number, e: number, present: number }} heard people who clap now, their mean grade, people in the room (0:
 *   nobody knows)
 * @param {number} now in ms
 * @returns {Ovation}
 */
export function ovation(before, { n, e, present }, now) {
  const soars = present > 0 && n > 2 && n >= present * SOARS.share && e >= SOARS.grade;
  const soaring = rising(before, soars, now);
  const stands = soars && soaring !== null && now - soaring.since >= SOARS.for;
  const levels = lately(before.levels, stands ? STANDING : level(n, e, present), now);
  const crowds = lately(before.crowds, n, now);
  const grades = lately(before.grades, n > 0 ? e : 0, now);
  const stood = soars && soaring !== null && !stands ? soaring.since + SOARS.for : Number.POSITIVE_INFINITY;
  const found = highest(levels);
  return {
    ...{ label: LABELS[found] ?? "silence", level: found, people: highest(crowds), grade: highest(grades) },
    ...{ until: Math.min(stood, ...[levels, crowds, grades].map(falls)), levels, crowds, grades, soars, soaring },
  };
}

/**
 * @param {number} n
 * @param {number} e
 * @param {number} present
 * @returns {number} of LABELS, without what only time makes of it
 */
function level(n, e, present) {
  if (n <= 0) return 0;
  if (n <= 2) return 1;
  // Who has just come is heard before they are counted.
  const share = present > 0 ? n / Math.max(n, present) : null;
  if (share === null) return n < MANY ? 2 : 3;
  if (share < 0.03) return 1;
  if (share < 0.25) return 2;
  return share >= 0.5 && e >= 8 ? 4 : 3;
}

/**
 * @param {Ovation} before
 * @param {boolean} soars
 * @param {number} now
 * @returns {Ovation["soaring"]} since when; a moment's dip is none
 */
function rising({ soars: soared, soaring }, soars, now) {
  const held = soaring && soared ? { ...soaring, until: now } : soaring;
  if (held && Math.abs(now - held.until) < LINGERS) return held;
  return soars ? { since: now, until: now } : null;
}

/** So many are counted exactly; nobody counts a crowd. */
export const FEW = 12;

/**
 * @param {number} people
 * @returns {number} as many as one would say
 */
export function about(people) {
  if (people <= FEW) return people;
  const step = people < 100 ? 5 : people < 500 ? 10 : people < 2000 ? 50 : 100;
  return Math.round(people / step) * step;
}
