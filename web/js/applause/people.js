import { KINDS } from "./clap.js";

/**
 * Somebody in the hall, as everybody else hears them: how they hold their hands (of `KINDS`), how far away they sit (0
 * near to 2 far) and where (level and delay in samples, left and right), how much of the hall one hears with them, their
 * tempo in claps per second, and which of their claps come first.
 * @typedef {{ id: number, kind: number, distance: number, left: number, right: number, lateLeft: number,
 *   lateRight: number, hall: number, tempo: number, variant: number }} Person
 */

/** So many people are told apart at most; of more, each of these stands for several. */
export const MOST = 512;

/** The first few sit close and apart from each other, so that a small group is these very people: from −1 left to 1. */
const PLACES = [-0.05, 0.45, -0.5, 0.75, -0.8, 0.2];
export const CLOSEST = PLACES.length;

/** Metres. The area grows with the square of the distance: most people sit far away. */
const CLOSE = { least: 1.2, more: 1.3 };
const AWAY = { least: 2, more: 16 };
const NEAR = 4;
const FAR = 10;

/** Between the ears sound takes so many seconds at most. */
const HEAD = 0.00033;

/** Level falls by distance to this power; outdoors it would be 1. */
const FALLS = 0.55;

/** Own tempo (claps per second): mean, standard deviation, and bounds (Peltola et al. 2007; Néda et al. 2000). */
const TEMPO = { mean: 4, spread: 0.55, least: 2.4, most: 6.5 };

/**
 * @param {number} sampleRate
 * @param {import("./chance.js").Chance} chance
 * @param {number} variants of each clap
 * @returns {Person[]} those who are close first
 */
export function people(sampleRate, chance, variants) {
  return Array.from({ length: MOST }, (_, id) => person(id, sampleRate, chance, variants));
}

/**
 * @param {number} id
 * @param {number} sampleRate
 * @param {import("./chance.js").Chance} chance
 * @param {number} variants
 * @returns {Person}
 */
function person(id, sampleRate, { uniform, normal }, variants) {
  const close = id < CLOSEST;
  const metres = close ? CLOSE.least + CLOSE.more * uniform() : AWAY.least + AWAY.more * Math.sqrt(uniform());
  const place = close ? PLACES[id] : 2 * uniform() - 1;
  const angle = ((place + 1) * Math.PI) / 4; // equal power from left to right
  const level = Math.SQRT2 / metres ** FALLS;
  const late = Math.round(Math.abs(place) * HEAD * sampleRate);
  return {
    ...{ id, kind: kind(uniform()), distance: metres < NEAR ? 0 : metres < FAR ? 1 : 2 },
    ...{ left: Math.cos(angle) * level, right: Math.sin(angle) * level },
    ...{ lateLeft: place > 0 ? late : 0, lateRight: place < 0 ? late : 0 },
    hall: 0.5 + 0.06 * Math.min(metres, 14),
    tempo: Math.min(TEMPO.most, Math.max(TEMPO.least, TEMPO.mean + TEMPO.spread * normal())),
    variant: Math.floor(uniform() * variants),
  };
}

/** @param {number} drawn 0 to below 1 */
function kind(drawn) {
  const all = KINDS.reduce((sum, { share }) => sum + share, 0);
  let upTo = 0;
  return KINDS.findIndex(({ share }, index) => {
    upTo += share / all;
    return drawn < upTo || index === KINDS.length - 1;
  });
}
