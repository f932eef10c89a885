/**
 * What others did within `length` seconds: `n` people who clap, `k` claps, their mean grade `e` (0–15), and while they
 * are few each clap itself, [whose voice, where in the tick (0 to 1)].
 * @typedef {{ n: number, k: number, e: number, length: number, each: [number, number][] | null }} Tick
 * @typedef {Tick & { at: number, end: number }} Played `at` and `end` in samples
 */

/** A tick is played so long (s) after it has come: who is late by less is not missed. */
const LEAD = 0.06;

/** So much (s) of a queue is ordinary. From there on ticks are played faster, up to twice as fast: none is dropped. */
const QUEUE = 0.02;
const HASTE = 1.5;
const FASTEST = 0.5;

/** After a longer pause (s) the time between two ticks is not that of ticks. */
const PAUSE = 1.2;

/** How much the newest of the times between ticks counts; and so many times a tick's length they are at most. */
const NEWEST = 0.2;
const LONGEST = 2;

/**
 * When each tick is played. A tick tells of what was since the last one, and they come when the server gets to it: they
 * are stretched to the pace at which they really come, else a dense applause would hurry and wait by turns.
 * @param {number} sampleRate
 */
export function ticks(sampleRate) {
  /** @type {Played[]} */
  let waiting = [];
  let end = 0;
  let came = Number.NEGATIVE_INFINITY;
  let pace = 0;

  /**
   * @param {Tick} tick
   * @param {number} now samples
   */
  function stretched({ length, each }, now) {
    const since = (now - came) / sampleRate;
    came = now;
    pace = since > PAUSE || pace === 0 ? length : pace + NEWEST * (Math.min(since, LONGEST * length) - pace);
    // A clap that is told by itself has its place within the tick, not within the pace.
    return each ? length : Math.max(length, pace);
  }

  return {
    /**
     * @param {Tick} tick
     * @param {number} now samples
     */
    add(tick, now) {
      const soon = now + Math.round(LEAD * sampleRate);
      const at = Math.max(soon, end);
      const behind = (at - soon) / sampleRate;
      const haste = Math.max(FASTEST, 1 - HASTE * Math.max(0, behind - QUEUE));
      end = at + Math.round(stretched(tick, now) * haste * sampleRate);
      waiting.push({ ...tick, at, end });
    },

    /**
     * @param {number} until samples
     * @returns {Played | undefined} the next tick that begins before then; each is given once
     */
    next(until) {
      return waiting[0] && waiting[0].at < until ? waiting.shift() : undefined;
    },

    clear() {
      waiting = [];
      end = 0;
      came = Number.NEGATIVE_INFINITY;
    },
  };
}
