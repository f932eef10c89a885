import { useEffect, useState } from "../vendor/htm-preact/standalone.module.js";
import { ovation, silence } from "./client/ovation.js";
import { here } from "./client/place.js";
import { clapping, lasting, told } from "./client/ticks.js";

/** @typedef {import("./client/reduce.js").State} State */
/** @typedef {ReturnType<typeof following>} Following */

/** How long (ms) one's own clap is seen, the room's tick may tell of it by then or not. */
export const ECHO = 900;

/** So long (ms) before a tick came, a clap of one's own may have been made that it tells of. */
const ON_ITS_WAY = 3000;

/**
 * Follows how the room claps, for those who show it and those who say it: ticks come four times a second, and for none
 * of them the whole page has to be drawn.
 * @param {Pick<import("./client/line.js").World, "clock" | "later">} world
 * @param {() => State} state
 */
export function following(world, state) {
  /** @type {Set<() => void>} */
  const listeners = new Set();
  let [shown, others] = [silence, silence];
  let [n, room, clapped] = [0, "", Number.NEGATIVE_INFINITY];
  let rests = () => {};

  function follow() {
    const now = world.clock();
    const heard = state();
    const on = here(heard)?.applause === true;
    if (heard.room !== room || !on) [shown, others] = [silence, silence];
    room = heard.room;
    const ticked = on ? clapping(heard, now) : 0;
    const echo = on && now - clapped >= 0 && now - clapped < ECHO;
    const { present, tick } = heard;
    const e = ticked > 0 ? (tick?.e ?? 0) : 8;
    n = Math.max(ticked, echo ? 1 : 0);
    shown = ovation(shown, { n, e, present }, now);
    others = ovation(others, { n: alone(heard, clapped) ? 0 : ticked, e, present }, now);
    const next = Math.min(shown.until, others.until, ...(ticked ? [now + lasting(heard, now)] : []));
    const wait = Math.min(next, echo ? clapped + ECHO : next) - now;
    rests();
    rests = Number.isFinite(wait) ? world.later(follow, Math.max(wait, 1)) : () => {};
    for (const tell of listeners) tell();
  }

  return {
    follow,
    /** How the room claps, with one's own hands. */
    shown: () => shown,
    /** The same without one's own hands where nobody else claps: one knows of them. */
    others: () => others,
    /** People who clap at this moment. */
    now: () => n,
    /** Somebody has clapped at this screen. */
    clap() {
      clapped = world.clock();
      follow();
    },
    /**
     * @param {() => void} tell is called when something may have changed
     * @returns {() => void} ends it
     */
    listen(tell) {
      listeners.add(tell);
      return () => {
        listeners.delete(tell);
      };
    },
  };
}

/**
 * @param {State} state
 * @param {number} clapped when this screen has clapped last
 * @returns {boolean} whether the one who claps is oneself, here or at another screen of one's own
 */
function alone({ tick, mine }, clapped) {
  if (tick?.n !== 1) return false;
  const said = told(tick.claps);
  const own = mine.slot !== null && said.length > 0 && said.every(([slot]) => slot === mine.slot);
  return own || (clapped <= tick.heard && tick.heard - clapped < ON_ITS_WAY);
}

/**
 * A view that asks for it is drawn anew when the room claps otherwise.
 * @param {Following} applause
 * @returns {import("./client/ovation.js").Ovation}
 */
export function useOvation(applause) {
  const [, again] = useState({});
  useEffect(() => applause.listen(() => again({})), [applause]);
  return applause.shown();
}
