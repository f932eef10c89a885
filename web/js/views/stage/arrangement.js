import { own } from "../../client/own.js";

/**
 * A word of a cloud: its middle and its box, in em of the cloud. `grade` 0 is the smallest.
 * @typedef {{ word: string, n: number, x: number, y: number, across: number, down: number, size: number,
 *   grade: number }} Placed
 */

/** The cloud's box, in em. */
export const AREA = { across: 46, down: 19 };

/** Letter heights by grade, in em, for few words and for many: the smallest is still read in the last row. */
const SIZES = { few: [1.5, 2, 2.7, 3.6, 4.8], many: [1.1, 1.35, 1.75, 2.3, 3.2] };
const FEW = 18;

/** So many places a word tries, on a sunflower's spiral from where it wants to be. */
const PLACES = 600;

/**
 * Where the words of a cloud stand: the more frequent the larger, none upon another, as many as fit. What stood somewhere
 * before stays there as long as it can, so that one more word does not make everything jump. The same words and the same
 * past give the same cloud.
 * @param {readonly [string, number][]} words the most frequent first
 * @param {Record<string, Placed>} before
 * @param {(word: string) => number} width of a word, in em of its own letters
 * @returns {Placed[]}
 */
export function arrangement(words, before, width) {
  const small = words.length > FEW || Object.values(before).some(({ size, grade }) => size < (SIZES.few[grade] ?? 0));
  const large = small ? [] : arranged(words, before, width, SIZES.few);
  return !small && large.length === words.length ? large : arranged(words, before, width, SIZES.many);
}

/**
 * @param {readonly [string, number][]} words
 * @param {Record<string, Placed>} before
 * @param {(word: string) => number} width
 * @param {number[]} sizes
 */
function arranged(words, before, width, sizes) {
  const most = words[0]?.[1] ?? 1;
  /** @type {Map<string, Placed>} */
  const waiting = new Map();
  for (const [word] of words) {
    const held = own(before, word);
    if (held) waiting.set(word, held);
  }
  /** @type {Placed[]} */
  const placed = [];
  for (const [word, n] of words) {
    const held = waiting.get(word);
    waiting.delete(word);
    const wanted = { word, n, grade: grade(n, most), em: width(word), sizes, held, placed };
    const found = place({ ...wanted, waiting: [...waiting.values()] });
    if (found) placed.push(found);
  }
  return placed;
}

/**
 * @param {{ word: string, n: number, grade: number, em: number, sizes: number[], held: Placed | undefined,
 *   placed: Placed[], waiting: Placed[] }} wanted `waiting`: those that will want to stay where they are
 * @returns {Placed | null} as large as it may be, else smaller; it is left out where nothing is free
 */
function place({ word, n, grade: wanted, em, sizes, held, placed, waiting }) {
  const box = (/** @type {number} */ grade) => {
    const size = Math.min(sizes[grade] ?? 1, (AREA.across * 0.9) / em);
    return { word, n, grade, size, across: em * size + size * 0.4, down: size * 1.2 };
  };
  const all = [...placed, ...waiting];
  // Better a little too small than somewhere else.
  for (const grade of held ? [wanted, wanted - 1] : []) {
    const stays = { ...box(grade), x: held?.x ?? 0, y: held?.y ?? 0 };
    if (grade >= 0 && fits(stays, all)) return stays;
  }
  for (let grade = wanted; grade >= 0; grade--) {
    // First beside all others, then in the place of one that counts less and can move.
    for (const others of waiting.length > 0 ? [all, placed] : [placed]) {
      const spot = spots(held).find(({ x, y }) => fits({ ...box(grade), x, y }, others));
      if (spot) return { ...box(grade), ...spot };
    }
  }
  return null;
}

/**
 * @param {Placed | undefined} held
 * @returns {{ x: number, y: number }[]} from where it stood outwards, or from the middle
 */
function spots(held) {
  const { x, y } = held ?? { x: AREA.across / 2, y: AREA.down / 2 };
  return SUNFLOWER.map(([dx, dy]) => ({ x: x + dx, y: y + dy }));
}

/** The golden angle leaves no gaps; the cloud is as much wider than high as its box. */
const SUNFLOWER = Array.from({ length: PLACES }, (_, k) => {
  const [distance, angle] = [0.68 * Math.sqrt(k), k * 2.399963];
  return /** @type {[number, number]} */ ([
    distance * Math.cos(angle) * (AREA.across / AREA.down),
    distance * Math.sin(angle),
  ]);
});

/**
 * @param {Placed} box
 * @param {Placed[]} others
 */
function fits(box, others) {
  const inside =
    Math.abs(box.x - AREA.across / 2) * 2 + box.across <= AREA.across &&
    Math.abs(box.y - AREA.down / 2) * 2 + box.down <= AREA.down;
  return inside && !others.some((other) => overlap(box, other));
}

/**
 * @param {Placed} one
 * @param {Placed} other
 */
function overlap(one, other) {
  return (
    Math.abs(one.x - other.x) * 2 < one.across + other.across && Math.abs(one.y - other.y) * 2 < one.down + other.down
  );
}

/**
 * @param {number} n
 * @param {number} most
 */
function grade(n, most) {
  return most === 1 ? 1 : Math.round((SIZES.few.length - 1) * Math.sqrt((n - 1) / (most - 1)));
}
