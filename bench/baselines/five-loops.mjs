/**
 * The naive answer: a recording of one person, looped, for each of at most five who clap. Must fail: five and three
 * hundred sound the same.
 */
import { recording } from "./recording.mjs";

const VOICES = 5;
const VOLUME = 0.2;

/** @param {{ sampleRate: number, seed?: number }} options */
export function synthesiser({ sampleRate, seed = 1 }) {
  const loops = Array.from({ length: VOICES }, (_, voice) =>
    recording({ sampleRate, seconds: 3 + 0.37 * voice, people: 1, seed: seed * VOICES + voice }),
  );
  let playing = 0;
  let at = 0;
  return {
    /** @param {{ n: number }} tick */
    tick({ n }) {
      playing = Math.min(n, VOICES);
    },
    clap() {},
    stop() {
      playing = 0;
    },
    /**
     * @param {Float32Array} left
     * @param {Float32Array} right
     */
    fill(left, right) {
      for (let i = 0; i < left.length; i++, at++) {
        left[i] = right[i] = VOLUME * loops.slice(0, playing).reduce((sum, loop) => sum + loop[at % loop.length], 0);
      }
    },
  };
}
