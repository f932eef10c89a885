import { ledger, LOST as MISSED } from "../applause/ledger.js";
import { SILENCE } from "../client/ticks.js";
import { audience, ME } from "./audience.js";
import { cloud } from "./cloud.js";
import { NETWORKS } from "./networks.js";
import { voice } from "./road.js";

/** @typedef {{ tick: import("../applause/ticks.js").Tick } | { clap: number } | { stop: true }} Played what a worklet is told */
/** @typedef {"quiet" | "steady" | "onset" | "swell" | "end"} Phase */

/** A tick (s) is as long as in a room that has not said otherwise. */
const TICK = 0.25;

/** Claps per second are counted over the last so many seconds; after so many a room that says nothing is silent. */
const RECENT = 1.5;
const SILENT = SILENCE.loud / 1000;

/** One's own clap comes back within so many seconds, or never. */
const LOST = MISSED / 1000;

/**
 * Hands → phones → server → ledger → synthesiser, all of it here. Knows no browser; times are in seconds.
 * @param {{ chance: import("../applause/chance.js").Chance, play: (what: Played) => void }} of `play` hears what the
 *   synthesiser is told
 */
export function experiment({ chance, play }) {
  const hall = audience(chance);
  const server = cloud({ tick: TICK, network: NETWORKS.good(chance) });
  const book = ledger({ slot: () => voice(ME) });
  /** @type {import("./cloud.js").Arrival[]} */
  let coming = [];
  /** @type {{ at: number, n: number, k: number }[]} */
  let heard = [];
  /** @type {number[]} one's own claps that have not come back */
  let own = [];
  let [people, grade, claps, repeats, late] = [0, 8, 0, 0, 0];
  let [twice, talking] = [false, false];
  let latest = 0;
  /** @type {{ a: import("./road.js").Travelling | null, back: number | null }} */
  let last = { a: null, back: null };

  /** @param {import("./cloud.js").Arrival} arrival */
  function hear({ at, a, mine }) {
    const tick = book.hears(a, { now: at * 1000, length: TICK });
    if (!tick) {
      repeats++;
      return;
    }
    if (a[0] < latest) late++;
    latest = Math.max(latest, a[0]);
    const [first] = own.splice(0, mine);
    if (first !== undefined) last.back = at - first;
    last = { ...last, a };
    heard.push({ at, n: a[1], k: a[2] });
    play({ tick });
  }

  /** @param {number} now @returns {number} how many people the last tick told of, as long as it holds */
  function loud(now) {
    const tick = heard.at(-1);
    return tick && now - tick.at < SILENT ? tick.n : 0;
  }

  return {
    /** @param {number} number @param {number} now */
    clap(number, now) {
      people = number;
      talking = false;
      hall.clap(number, now);
    },
    /** The end of a talk. @param {number} number @param {number} now */
    applaud(number, now) {
      people = number;
      talking = true;
      hall.applaud(number, now);
    },
    /** Nobody claps any more. @param {number} now */
    still(now) {
      people = 0;
      talking = false;
      hall.still(now);
    },
    /** At once; what is on its way is not heard. @param {number} now */
    stop(now) {
      this.still(now);
      hall.claps(now);
      coming = [];
      heard = [];
      own = [];
      server.forget();
      play({ stop: true });
    },
    hurry: hall.hurry,
    /** @param {number} force 0 to 15 */
    force(force) {
      grade = force;
    },
    /** @param {keyof typeof NETWORKS} name */
    through: (name) => server.through(NETWORKS[name](chance)),
    /** Whether one's own claps are heard twice, as they would be if nobody kept a book of them. @param {boolean} wanted */
    doubled(wanted) {
      twice = wanted;
    },
    /** One's own hands. @param {number} now */
    mine(now) {
      claps++;
      play({ clap: grade });
      if (!twice) book.clap(now * 1000);
      own = [...own.filter((at) => now - at < LOST), now];
      last.back = null;
      server.hears([[now, ME]]);
    },

    /** All that has happened until now. @param {number} now */
    step(now) {
      server.hears(hall.claps(now));
      coming.push(...server.tells(now, grade));
      coming.sort((one, other) => one.at - other.at);
      while (coming[0] && coming[0].at <= now) hear(/** @type {import("./cloud.js").Arrival} */ (coming.shift()));
      heard = heard.filter(({ at }) => now - at < RECENT);
    },

    /** @param {number} now @returns {Phase} */
    phase(now) {
      if (people === 0) return "quiet";
      if (!talking) return "steady";
      const { clapping, coming: missing } = hall.state(now);
      if (clapping + missing === 0 && loud(now) === 0) return "quiet";
      if (missing > 0.2 * people) return "onset";
      return clapping > 0.6 * people ? "swell" : "end";
    },

    /** What the room says. @param {number} now */
    seen(now) {
      const told = heard.reduce((sum, { k }) => sum + k, 0);
      return {
        ...{
          n: loud(now),
          rate: told / RECENT,
          a: last.a,
          back: last.back,
          claps,
          repeats,
          late,
        },
        phase: this.phase(now),
      };
    },
  };
}
