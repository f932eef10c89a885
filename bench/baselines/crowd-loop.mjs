/**
 * The other naive answer: one recording of a crowd, looped, louder when more clap. Must fail: one person sounds like a
 * crowd far away.
 */
import { recording } from "./recording.mjs";

const CROWD = 60;
/** The volume of one who claps; it grows as the level of ours does, and never clips. */
const SOFT = 0.02;

/** @param {{ sampleRate: number, seed?: number }} options */
export function synthesiser({ sampleRate, seed = 1 }) {
  const loop = recording({ sampleRate, seconds: 5, people: CROWD, seed });
  let volume = 0;
  let at = 0;
  return {
    /** @param {{ n: number }} tick */
    tick({ n }) {
      volume = n && SOFT * Math.min(n, 500) ** 0.4;
    },
    clap() {},
    stop() {
      volume = 0;
    },
    /**
     * @param {Float32Array} left
     * @param {Float32Array} right
     */
    fill(left, right) {
      for (let i = 0; i < left.length; i++, at++) left[i] = right[i] = volume * loop[at % loop.length];
    },
  };
}
