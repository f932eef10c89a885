/**
 * When claps are heard: plays ticks as a laptop does, with the laptop's own code, and says when each clap sounds.
 *
 * In: JSON, [{"every": s, "ticks": [[s, [seq, n, k, e, claps?]], …]}, …], the ticks of one laptop each, in the order in
 * which they came. Out: for each laptop [[s, people], …], a clap and for how many people it stands.
 */
import { text } from "node:stream/consumers";
import { ledger } from "../web/js/applause/ledger.js";
import { synthesiser } from "../web/js/applause/synthesiser.js";

const SAMPLE_RATE = 48_000;
const BLOCK = 128;

/** Seconds after the last tick in which all that it has told has sounded. */
const REST = 3;

/**
 * @param {{ every: number, ticks: [number, [number, number, number, number, string?]][] }} laptop
 * @param {number} seed
 * @returns {[number, number][]}
 */
function heard({ every, ticks }, seed) {
  const begin = ticks[0]?.[0] ?? 0;
  const end = (ticks.at(-1)?.[0] ?? 0) + REST;
  /** @type {[number, number][]} */
  const claps = [];
  let now = 0;
  const instrument = () => ({
    ...{ follow() {}, feel() {}, own() {}, stop() {} },
    clap: (/** @type {unknown} */ _, /** @type {number} */ offset, /** @type {number} */ people) =>
      claps.push([begin + (now + offset) / SAMPLE_RATE, people]),
    fill() {
      now += BLOCK;
    },
  });
  const applause = synthesiser({ sampleRate: SAMPLE_RATE, seed, instrument });
  // The laptop's people clap on their phones: nothing is echoed here.
  const book = ledger({ slot: () => null });
  const [left, right] = [new Float32Array(BLOCK), new Float32Array(BLOCK)];
  for (let next = 0; begin + now / SAMPLE_RATE < end; ) {
    for (; next < ticks.length && ticks[next][0] <= begin + now / SAMPLE_RATE; next++) {
      const tick = book.hears(ticks[next][1], { now: ticks[next][0] * 1000, length: every });
      if (tick) applause.tick(tick);
    }
    applause.fill(left, right);
  }
  return claps;
}

const laptops = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(laptops.map(heard)));
