import { instrument } from "../../web/js/applause/instrument.js";

/** @typedef {import("../../web/js/applause/instrument.js").Instrument} Instrument */

/** One clap, as a probe plays it: so large that in 16 bit one that stands for several is right to a thousandth. */
export const PROBE = 2 ** -7;

/**
 * Plays each clap as one sample with a random sign, as loud as the people it stands for: they can be counted, for the sum
 * of the squares is that of the claps wherever they fall.
 * @returns {Instrument}
 */
export function probe() {
  /** @type {[number, number][]} */
  let claps = [];
  let bits = 1;
  const sign = () => {
    bits = (Math.imul(bits, 1_103_515_245) + 12_345) >>> 0;
    return bits & 0x10000 ? 1 : -1;
  };
  return {
    follow() {},
    feel() {},
    clap: (_, offset, weight) => claps.push([offset, Math.sqrt(weight)]),
    own() {},
    stop() {
      claps = [];
    },
    fill({ left }) {
      for (const [offset, weight] of claps) left[offset] += sign() * weight * PROBE;
      claps = [];
    },
  };
}

/**
 * Only these are heard; the others clap on in silence.
 * @param {number[]} ids of people
 * @returns {(of: { sampleRate: number, seed: number }) => Instrument}
 */
export function solo(ids) {
  return (of) => {
    const hands = instrument(of);
    const clap = (
      /** @type {import("../../web/js/applause/people.js").Person} */ person,
      /** @type {number} */ offset,
      /** @type {number} */ weight,
    ) => {
      if (ids.includes(person.id)) hands.clap(person, offset, weight);
    };
    return { ...hands, clap };
  };
}
