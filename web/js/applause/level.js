/** How loud the nearest single clap of grade 8 is. */
const ONE = 0.42;

/** One step of a grade (dB); 8 is an ordinary clap. */
const STEP = 0.9;
const ORDINARY = 8;

/**
 * Level grows by `10 · SLOPE` dB for ten times as many claps a second, as in a hall (1 would be the physical sum), up to
 * the `KNEE`; beyond, by `10 · ABOVE`: as loud as it gets without hurting anybody.
 */
const SLOPE = 0.95;
const KNEE = 1300;
const ABOVE = 0.15;

/** Claps per second of one person: there the law begins. */
const SINGLE = 4;

/** Below this (of 1) samples stay as they are; above, they bend towards `CEILING`. */
const BEND = 0.6;
const CEILING = 0.95;

/**
 * @param {number} rate claps per second of all
 * @returns {number} the amplitude of each of them, 1 for those of one person: their sum is nearly that of nature
 */
export function loudness(rate) {
  const sum = Math.max(1, Math.min(rate, KNEE) / SINGLE) ** ((SLOPE - 1) / 2);
  return sum * Math.max(1, rate / KNEE) ** ((ABOVE - 1) / 2);
}

/**
 * @param {number} grade 0 to 15
 * @returns {number} amplitude
 */
export function force(grade) {
  return ONE * 10 ** (((grade - ORDINARY) * STEP) / 20);
}

/**
 * @param {number} sample
 * @returns {number} never above 0.95, and without a corner that would be heard as a crack
 */
export function limited(sample) {
  const size = Math.abs(sample);
  if (size <= BEND) return sample;
  return Math.sign(sample) * (BEND + (CEILING - BEND) * Math.tanh((size - BEND) / (CEILING - BEND)));
}
