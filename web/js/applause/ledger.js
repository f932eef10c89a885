import { ANEW, told } from "../client/ticks.js";

/**
 * What one has clapped oneself comes back in a tick within so long (ms), or never; and not sooner than that. Never: servers
 * remember for 2 s who listens, and who has just come in may be told nothing of their first claps. These are noted all the
 * same, and one in a crowd may be taken for them, which nobody hears. Not noted, they would be heard twice wherever the
 * tick does come, and it mostly does.
 */
export const LOST = 3000;
const SOONEST = 120;

/** Whoever has clapped counts among a tick's people for so long (ms). */
const COUNTED = 1000;

/**
 * A tick as it travels: [seq, n, k, e] or [seq, n, k, e, claps].
 * @typedef {import("../client/wire.js").Tick["a"]} Travelling
 */

/**
 * What a screen has heard, and what it has clapped itself: so that nothing is heard twice. Times are in ms, by whatever
 * clock, which may be set back at any time.
 * @param {{ slot: () => number | null | undefined }} of one's own voice in the ticks (`you.slot`)
 */
export function ledger({ slot }) {
  /** @type {Map<number, number>} */
  const heard = new Map();
  /** @type {number[]} */
  let own = [];
  let absorbed = Number.NEGATIVE_INFINITY;

  return {
    /** One's own clap, which is heard at once. @param {number} now */
    clap(now) {
      own.push(now);
    },

    /**
     * @param {Travelling} a
     * @param {{ now: number, length: number }} when `length` of a tick in this room, in s
     * @returns {import("./ticks.js").Tick | null} what the others did; null for a tick that came before. A late one counts
     *   like any: `k` is a number of claps, not how things stand
     */
    hears([seq, n, k, e, claps], { now, length }) {
      for (const [number, at] of heard) if (Math.abs(now - at) > ANEW) heard.delete(number);
      if (heard.has(seq)) return null;
      heard.set(seq, now);
      own = own.filter((at) => Math.abs(now - at) <= LOST);
      const all = claps ? told(claps) : null;
      const mine = all
        ? Math.min(own.length, all.filter(([voice]) => voice === slot()).length)
        : Math.min(own.filter((at) => Math.abs(now - at) > SOONEST).length, k);
      own = own.slice(mine);
      if (mine > 0) absorbed = now;
      const others = n - (n > 0 && Math.abs(now - absorbed) < COUNTED ? 1 : 0);
      return { n: others, k: k - mine, e, length, each: all && without(all, slot(), mine) };
    },
  };
}

/**
 * @param {[number, number][]} claps
 * @param {number | null | undefined} voice
 * @param {number} number
 */
function without(claps, voice, number) {
  let left = number;
  return claps.filter(([whose]) => whose !== voice || left-- <= 0);
}
