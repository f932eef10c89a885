import { BATCH, CLOSE, FEW as COMPANY } from "../client/claps.js";
import { SIGNS } from "../client/ticks.js";

/**
 * The road from hands to ears without a cloud: what phones and the server make of claps (as `client/claps.js`, `clap.py`
 * and `domain/applause.py` do, but that no frame is left out by lot), and what networks do to it. The rehearsal measures
 * the real one.
 * @typedef {import("./hands.js").Clap} Clap
 * @typedef {import("../client/wire.js").Tick["a"]} Travelling
 */
/**
 * How long things take (s), each drawn anew: a frame from a phone, and now and then much longer; from there until the
 * server has kept it; a tick to the laptops.
 * @typedef {{ up: () => number, spike: () => number, keep: () => number, down: () => number }} Network
 */

/** Up to so many claps are told one by one (docs/protocol.md). */
const FEW = 16;

/** Whoever clapped within so many seconds counts. */
export const SINCE = 1;

/** Between a clap and its tick (s), roughly. */
const LAG = 0.2;

/** So much later (s) than the quickest a frame may be by the network, and by so much with each frame that one is forgotten (beifall/clap.py). */
const LATER = 0.3;
const DRIFT = 0.005;

/** People have one of so many voices. @param {number} who */
export const voice = (who) => (who * 37 + 11) % SIGNS.length;

/**
 * @param {import("../applause/chance.js").Chance} chance
 * @returns {Network} as phones and laptops have it
 */
export function ordinary(chance) {
  return {
    up: () => lognormal(chance, 0.035, 0.12),
    spike: () => (chance.uniform() < 0.01 ? 0.3 + 0.9 * chance.uniform() : 0),
    keep: () => lognormal(chance, 0.02, 0.06) + 0.03,
    down() {
      const spike = chance.uniform() < 0.005 ? 0.2 + 0.6 * chance.uniform() : 0;
      return lognormal(chance, 0.02, 0.05) + lognormal(chance, 0.03, 0.1) + spike;
    },
  };
}

/**
 * One person's phone: the first clap at once, then batches; none overtakes another.
 * @param {Network} network
 * @param {(at: number) => number} [people] how many clap, as far as phones are told (s), 0 if they know of nobody
 * @returns {(clap: Clap) => { came: number, clap: Clap }} claps in their order; when the server has each, and when it
 *   thinks it was made: it knows a clap by its age when the frame would have come on the quickest way
 */
export function phone(network, people = () => 0) {
  let [sent, gathers, arrived, kept, quickest] = [Number.NEGATIVE_INFINITY, 0, 0, 0, Number.POSITIVE_INFINITY];
  return ([at, who]) => {
    if (at > sent) {
      sent = Math.max(at, sent + gathers);
      const known = people(sent);
      gathers = (known > 0 && known <= COMPANY ? CLOSE : BATCH) / 1000;
      const spike = network.spike();
      arrived = Math.max(arrived, sent + network.up() + spike);
      kept = arrived + network.keep();
      const way = arrived - sent;
      quickest = Math.min(way, quickest + DRIFT);
      if (way - quickest > LATER) quickest = way; // a clock was set
    }
    return { came: kept, clap: [at + quickest, who] };
  };
}

/**
 * @param {number} seq
 * @param {Clap[]} told since the tick before
 * @param {{ known: Clap[], now: number, tick: number, grade: number, lag?: number }} of `known`: at least those of the
 *   last second; `tick` and `lag` in s
 * @returns {Travelling}
 */
export function written(seq, told, { known, now, tick, grade, lag = LAG }) {
  const n = new Set(known.filter(([at]) => at > now - SINCE && at <= now).map(([, who]) => who)).size;
  if (told.length > FEW) return [seq, n, told.length, grade];
  const claps = [...told].sort(([one], [other]) => one - other);
  const [first, last] = [claps.at(0)?.[0] ?? now, claps.at(-1)?.[0] ?? now];
  const start = Math.min(now - lag - tick, first);
  const end = Math.max(now - lag, last);
  const sign = (/** @type {number} */ at) => SIGNS[Math.floor(((at - start) / (end - start)) * (SIGNS.length - 1))];
  return [seq, n, told.length, grade, claps.map(([at, who]) => `${SIGNS[voice(who)]}${sign(at)}`).join("")];
}

/**
 * @param {import("../applause/chance.js").Chance} chance
 * @param {number} median s
 * @param {number} late s: one in twenty is later than that
 */
export function lognormal({ normal }, median, late) {
  return median * Math.exp((normal() * Math.log(late / median)) / 1.645);
}
