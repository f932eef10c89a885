import { chance } from "./chance.js";
import { crowd } from "./crowd.js";
import { instrument as hands, VARIANTS } from "./instrument.js";
import { people } from "./people.js";
import { ticks } from "./ticks.js";

/** @typedef {ReturnType<typeof synthesiser>} Synthesiser */

/** So many samples at once, as a browser's worklet asks for them. */
const BLOCK = 128;

/**
 * A room's applause, from ticks to samples: `ticks` say when, `crowd` who claps, `instrument` how it sounds. Knows no
 * browser: what it is asked for, it computes.
 * @param {{ sampleRate: number, seed?: number, instrument?: (of: { sampleRate: number, seed: number }) =>
 *   import("./instrument.js").Instrument }} of the same seed claps in the same way; another `instrument` counts what this
 *   one plays
 */
export function synthesiser({ sampleRate, seed = 1, instrument = hands }) {
  const luck = chance(seed);
  const plays = instrument({ sampleRate, seed: seed + 1 });
  const all = people(sampleRate, luck, VARIANTS);
  const clapping = crowd({ sampleRate, chance: luck, people: all, clap: plays.clap });
  const coming = ticks(sampleRate);
  const [hallLeft, hallRight] = [new Float32Array(BLOCK), new Float32Array(BLOCK)];
  let now = 0;

  /** @param {Float32Array} left @param {Float32Array} right a block at most */
  function block(left, right) {
    const { length } = left;
    for (let tick = coming.next(now + length); tick; tick = coming.next(now + length)) {
      plays.feel(tick.e, clapping.state().n === 0);
      clapping.begin(tick);
    }
    plays.follow(clapping.state(), length / sampleRate);
    clapping.advance(now, length);
    for (const buffer of [left, right, hallLeft, hallRight]) buffer.fill(0);
    plays.fill({ left, right, hallLeft, hallRight }, length);
    now += length;
  }

  return {
    /** @param {import("./ticks.js").Tick} tick that has come just now */
    tick: (tick) => coming.add(tick, now),

    /** One's own clap, heard at once. @param {number} grade 0 to 15 */
    clap: (grade) => plays.own(grade),

    /** No clap any more, whatever ticks have said. */
    stop() {
      coming.clear();
      clapping.clear();
      plays.stop();
    },

    /**
     * The next samples of both ears.
     * @param {Float32Array} left
     * @param {Float32Array} right of the same length
     */
    fill(left, right) {
      for (let from = 0; from < left.length; from += BLOCK) {
        block(left.subarray(from, from + BLOCK), right.subarray(from, from + BLOCK));
      }
    },
  };
}
