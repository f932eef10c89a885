/**
 * The road from hands to ears for renderings, where all claps are known before: either as if nothing took any time, or
 * with all that networks do. Its rules are those of the lab.
 */
import { FEW } from "../../web/js/client/claps.js";
import { ordinary, phone, SINCE, written } from "../../web/js/lab/road.js";

/** @typedef {import("../../web/js/lab/hands.js").Clap} Clap */
/** Phones are told every two seconds how many clap: so long ago (s) on average. */
const TOLD = 1;

/** @typedef {{ at: number, a: import("../../web/js/lab/road.js").Travelling }} Arrival when (s), and the tick as it travels */

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
  let [since, from, to] = [0, 0, 0];
  for (let seq = 1; (seq - 1) * tick <= last; seq++) {
    const end = seq * tick;
    from = to;
    while (to < claps.length && claps[to][0] < end) to++;
    while (since < to && claps[since][0] <= end - SINCE) since++;
    const told = claps.slice(from, to);
    const of = { known: claps.slice(since, to), now: end, tick, grade, lag: 0 };
    if (told.length > 0) arrivals.push({ at: end, a: written(seq, told, of) });
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
  const network = ordinary(chance);
  const came = uplink(claps, network);
  const last = came.at(-1)?.came ?? 0;
  /** @type {Arrival[]} */
  const arrivals = [];
  /** @type {Clap[]} */
  let known = [];
  let seq = 0;
  let read = 0;
  for (let now = chance.uniform() * tick; read < came.length && now < last + 2; now += tick + 0.01 * chance.normal()) {
    const told = [];
    for (; read < came.length && came[read].came <= now; read++) told.push(came[read].clap);
    if (told.length === 0) continue;
    known = [...known, ...told].filter(([at]) => at > now - SINCE);
    const a = written(++seq, told, { known, now, tick, grade });
    arrivals.push({ at: now + network.down(), a });
  }
  return troubled(arrivals, stall);
}

/**
 * @param {Clap[]} claps
 * @param {import("../../web/js/lab/road.js").Network} network
 */
function uplink(claps, network) {
  /** @type {{ came: number, clap: Clap }[]} */
  const came = [];
  const people = company(claps);
  for (const own of grouped(claps)) {
    const sends = phone(network, people);
    for (const clap of own) came.push(sends(clap));
  }
  return came.sort((one, other) => one.came - other.came);
}

/**
 * @param {Clap[]} claps in their order
 * @returns {(at: number) => number} how many people phones know of; more than a few are not counted
 */
function company(claps) {
  const instants = claps.map(([at]) => at);
  return (at) => {
    const who = new Set();
    for (let i = after(instants, at - TOLD) - 1; i >= 0 && instants[i] > at - TOLD - SINCE; i--) {
      if (who.add(claps[i][1]).size > FEW) break;
    }
    return who.size;
  };
}

/**
 * @param {number[]} sorted
 * @param {number} limit
 * @returns {number} how many are not above it
 */
function after(sorted, limit) {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle] <= limit) from = middle + 1;
    else to = middle;
  }
  return from;
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
