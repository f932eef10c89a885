/**
 * The road from hands to ears without a cloud, for renderings: what the server makes of claps (as `domain/applause.py`
 * does), and what networks do to it. The rehearsal measures the real one.
 * @typedef {import("./hands.mjs").Clap} Clap
 * @typedef {{ at: number, a: [number, number, number, number, string?] }} Arrival when (s), and the tick as it travels
 */

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Up to so many claps are told one by one (docs/protocol.md). */
const FEW = 16;

/** Whoever clapped within so many seconds counts. */
const SINCE = 1;

/** Between a clap and its tick (s), roughly. */
const LAG = 0.2;

/** A phone gathers claps for so long (s) after the first. */
const BATCH = 0.35;

/**
 * @param {Clap[]} claps
 * @param {number} tick s
 * @param {{ grade?: number }} [of]
 * @returns {Arrival[]} each tick right at its end, as if nothing took any time
 */
export function ideal(claps, tick, { grade = 8 } = {}) {
  const last = claps.at(-1)?.[0] ?? 0;
  /** @type {Arrival[]} */
  const arrivals = [];
  for (let number = 1; (number - 1) * tick <= last; number++) {
    const end = number * tick;
    const told = claps.filter(([at]) => at >= end - tick && at < end);
    if (told.length > 0) arrivals.push({ at: end, a: written(number, claps, told, end, end - tick, tick, grade) });
  }
  return arrivals;
}

/**
 * As on a real network: phones send batches, these are late by some, whoever reads them comes four times a second, and
 * ticks are late by some too, now and then by much, come twice, or one before the other.
 * @param {Clap[]} claps
 * @param {number} tick s
 * @param {import("../../web/js/applause/chance.js").Chance} chance
 * @param {{ stall?: number, grade?: number }} [of] `stall`: for so many seconds nothing gets through, in the middle
 * @returns {Arrival[]}
 */
export function rough(claps, tick, chance, { stall = 0, grade = 8 } = {}) {
  const came = uplink(claps, chance);
  const last = came.at(-1)?.came ?? 0;
  /** @type {Arrival[]} */
  const arrivals = [];
  let number = 0;
  let read = 0;
  for (let now = chance.uniform() * tick; read < came.length && now < last + 2; now += tick + 0.01 * chance.normal()) {
    const told = [];
    for (; read < came.length && came[read].came <= now; read++) told.push(came[read].clap);
    if (told.length === 0) continue;
    const known = came.slice(0, read).map(({ clap }) => clap);
    const a = written(++number, known, told, now, now - LAG - tick, tick, grade);
    const spike = chance.uniform() < 0.005 ? 0.2 + 0.6 * chance.uniform() : 0;
    arrivals.push({ at: now + lognormal(chance, 0.02, 0.05) + lognormal(chance, 0.03, 0.1) + spike, a });
  }
  return troubled(arrivals, stall);
}

/**
 * @param {Clap[]} claps
 * @param {import("../../web/js/applause/chance.js").Chance} chance
 */
function uplink(claps, chance) {
  /** @type {{ came: number, clap: Clap }[]} */
  const came = [];
  for (const own of grouped(claps)) {
    let [sent, arrived] = [Number.NEGATIVE_INFINITY, 0];
    for (let i = 0; i < own.length; ) {
      sent = own[i][0] - sent > BATCH ? own[i][0] : sent + BATCH;
      const spike = chance.uniform() < 0.01 ? 0.3 + 0.9 * chance.uniform() : 0;
      const late = lognormal(chance, 0.035, 0.12);
      arrived = Math.max(arrived, sent + late + spike);
      const stored = arrived + lognormal(chance, 0.02, 0.06) + 0.03;
      // The server knows a clap by its age when the frame came.
      for (; i < own.length && own[i][0] <= sent; i++) came.push({ came: stored, clap: [own[i][0] + late, own[i][1]] });
    }
  }
  return came.sort((one, other) => one.came - other.came);
}

/** @param {Clap[]} claps */
function grouped(claps) {
  /** @type {Map<number, Clap[]>} */
  const groups = new Map();
  for (const clap of claps) {
    const own = groups.get(clap[1]);
    if (own) own.push(clap);
    else groups.set(clap[1], [clap]);
  }
  return groups.values();
}

/**
 * @param {Arrival[]} arrivals
 * @param {number} stall s
 */
function troubled(arrivals, stall) {
  const middle = ((arrivals[0]?.at ?? 0) + (arrivals.at(-1)?.at ?? 0)) / 2;
  const held = arrivals.map(({ at, a }) => ({ at: at > middle && at < middle + stall ? middle + stall : at, a }));
  const twice = held.filter((_, index) => index % 11 === 5).map(({ at, a }) => ({ at: at + 0.03, a }));
  for (let index = 7; index + 1 < held.length; index += 13) {
    const [one, next] = [held[index], held[index + 1]];
    [held[index], held[index + 1]] = [
      { at: one.at, a: next.a },
      { at: next.at, a: one.a },
    ];
  }
  return [...held, ...twice].sort((one, other) => one.at - other.at);
}

/**
 * @param {number} seq
 * @param {Clap[]} known
 * @param {Clap[]} told
 * @param {number} now s
 * @param {number} begin s: from where offsets are measured
 * @param {number} tick s
 * @param {number} grade
 * @returns {[number, number, number, number, string?]}
 */
function written(seq, known, told, now, begin, tick, grade) {
  const n = new Set(known.filter(([at]) => at > now - SINCE && at <= now).map(([, who]) => who)).size;
  const start = Math.min(begin, ...told.map(([at]) => at));
  const end = Math.max(begin + tick, ...told.map(([at]) => at));
  const signs = [...told]
    .sort(([one], [other]) => one - other)
    .map(([at, who]) => SIGNS[(who * 37 + 11) % 64] + SIGNS[Math.floor(((at - start) / (end - start)) * 63)]);
  return told.length <= FEW ? [seq, n, told.length, grade, signs.join("")] : [seq, n, told.length, grade];
}

/**
 * @param {import("../../web/js/applause/chance.js").Chance} chance
 * @param {number} median s
 * @param {number} late s: one in twenty is later than that
 */
function lognormal({ normal }, median, late) {
  return median * Math.exp((normal() * Math.log(late / median)) / 1.645);
}
