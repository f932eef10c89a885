import { chance } from "../applause/chance.js";

/** So many hands are drawn at most, and exist at all times: a screen that has run for hours holds no more of them. */
export const MOST = 150;

/** Up to here each person is one mark. */
const EACH = 40;

/** With so many people all marks are lit; between, each doubling adds as many as the one before. */
const FULL = 600;

/**
 * @param {number} people
 * @returns {number} marks, 0 to MOST: one a person up to some tens, then by proportion, without a leap where that begins
 */
export function marks(people) {
  if (people <= EACH) return Math.max(0, people);
  const share = Math.log(people / EACH) / Math.log(FULL / EACH);
  return Math.min(MOST, Math.round(EACH + (MOST - EACH) * share));
}

/** Fewer hands than these are not drawn larger still. */
const ALONE = 5;

/**
 * @param {number} lit marks
 * @returns {number} how large they are drawn: few hands are seen from the last row, and many still take more room
 */
export function zoom(lit) {
  return (MOST / Math.max(lit, ALONE)) ** 0.25;
}

/** A mark's middle in a box that is 100 high, its turn (degrees), its size, and how late it follows (0 to 1). */
/** @typedef {{ x: number, y: number, turn: number, size: number, late: number }} Mark */

/** What a mark keeps from the edge. */
const EDGE = 12;

/** From so many places each mark takes the one that is farthest from all others. */
const PLACES = 14;

/**
 * Where the hands of a crowd are: from the middle of the ground outwards, never in rows. The same seed gives the same.
 * @param {number} across of the box
 * @param {number} [seed]
 * @returns {Mark[]}
 */
export function crowd(across, seed = 2020) {
  const { uniform: random } = chance(seed);
  /** @type {Mark[]} */
  const placed = [];
  for (let i = 0; i < MOST; i++) {
    const reach = Math.sqrt((i + 1) / MOST);
    const places = Array.from({ length: PLACES }, () => {
      const [angle, distance] = [Math.PI * random(), reach * Math.sqrt(random())];
      const x = across / 2 + Math.cos(angle) * distance * (across / 2 - EDGE);
      return { x, y: 100 - EDGE - Math.sin(angle) * distance * (100 - 2 * EDGE) };
    });
    const [best] = places.sort((one, other) => nearest(other, placed) - nearest(one, placed));
    const { x, y } = i === 0 || !best ? { x: across / 2, y: 100 - EDGE } : best;
    placed.push({ x, y, turn: 36 * random() - 18, size: 0.72 + 0.3 * random(), late: random() });
  }
  return placed;
}

/**
 * @param {{ x: number, y: number }} place
 * @param {Mark[]} others
 */
function nearest({ x, y }, others) {
  return others.reduce((least, other) => Math.min(least, (x - other.x) ** 2 + (y - other.y) ** 2), Infinity);
}
