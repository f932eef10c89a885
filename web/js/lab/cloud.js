import { ME } from "./audience.js";
import { phone, SINCE, written } from "./road.js";

/** @typedef {import("./hands.js").Clap} Clap */
/** @typedef {{ at: number, a: import("./road.js").Travelling, mine: number }} Arrival when (s), the tick, and how many of one's own claps are in it */

/** After so long (s) nobody has a clap to tell of any more, and a repeated tick comes so much later than its first. */
const LATEST = 3;
const AGAIN = 0.15;

/** Phones are told so often (s) how many clap, and for so long it holds (client/ticks.js). */
const TOLD = 2;
const HOLDS = 3;

/** Whoever has been away for so long (s) does not catch up. */
const AWAY = 1;

/**
 * The server in between, and the networks on both sides of it. Times are in seconds.
 * @param {{ tick: number, network: import("./networks.js").Road }} of
 */
export function cloud({ tick, network }) {
  /** @type {Map<number, ReturnType<typeof phone>>} */
  const phones = new Map();
  /** @type {{ came: number, clap: Clap }[]} */
  let coming = [];
  /** @type {Clap[]} */
  let known = [];
  let road = network;
  let [seq, due] = [0, 0];
  let said = { n: 0, at: Number.NEGATIVE_INFINITY };
  const people = () => (due - said.at < HOLDS ? said.n : 0);

  /** @param {number} who */
  function phoneOf(who) {
    const own = phones.get(who) ?? phone(road, people);
    phones.set(who, own);
    return own;
  }

  /** @param {number} grade @returns {Arrival[]} */
  function told(grade) {
    const fresh = coming.filter(({ came }) => came <= due).map(({ clap }) => clap);
    coming = coming.filter(({ came }) => came > due);
    known = [...known, ...fresh].filter(([at]) => at > due - SINCE);
    if (fresh.length === 0) return [];
    const a = written(++seq, fresh, { known, now: due, tick, grade });
    if (due - said.at >= TOLD) said = { n: a[1], at: due };
    const mine = fresh.filter(([, who]) => who === ME).length;
    const arrival = { at: due + road.down(), a, mine };
    return road.again(seq) ? [arrival, { ...arrival, at: arrival.at + AGAIN }] : [arrival];
  }

  return {
    /** From now on. @param {import("./networks.js").Road} network */
    through(network) {
      road = network;
      phones.clear();
    },

    /** All that is on its way. */
    forget() {
      [coming, known] = [[], []];
      phones.clear();
      said = { n: 0, at: Number.NEGATIVE_INFINITY };
    },

    /** @param {Clap[]} claps that people made */
    hears(claps) {
      for (const clap of claps) coming.push(phoneOf(clap[1])(clap));
    },

    /**
     * @param {number} now
     * @param {number} grade of all claps
     * @returns {Arrival[]} the ticks that are on their way now, and when they will have come
     */
    tells(now, grade) {
      if (now - due > AWAY) {
        due = now;
        coming = coming.filter(({ came }) => came > now - LATEST);
      }
      /** @type {Arrival[]} */
      const arrivals = [];
      for (; due <= now; due += tick) arrivals.push(...told(grade));
      return arrivals;
    },
  };
}
