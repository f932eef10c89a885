import { here } from "../client/place.js";
import { gestures } from "./gestures.js";

/** @typedef {import("../client/reduce.js").State} State */
/**
 * What a view shows of it. `usual`: this kind of screen sounds unless somebody says no; `locked`: the browser waits for
 * a gesture; `unable`: it cannot play applause at all; `failing`: what plays it could not be loaded yet.
 * @typedef {{ on: boolean, volume: number, locked: boolean, unable: boolean, failing: boolean, usual: boolean,
 *   turn: (on: boolean) => void, louder: (volume: number) => void, unlock: () => void, beside: (talk: boolean) => void }} Sound
 */

/** How loud it is (0 to 100) until somebody says. */
const VOLUME = 80;

/** After so long (ms) what could not be loaded is asked for again. */
const AGAIN = 5000;

/** So long (ms) a screen that has become another one may still get the ticks of the first: servers remember who listens. */
const SETTLING = 2500;

/** @param {State} state */
const audible = (state) => state.entered && here(state)?.applause === true;

/**
 * The applause of the room, as it is heard on this device. Nothing of it is loaded before somebody wants it.
 * @param {{ kept: import("../client/device.js").Device, settings: string, usual: boolean, state: () => State,
 *   world: import("../client/line.js").World, changed: () => void }} page `settings` is the key under which they are kept
 */
export function sound({ kept, settings, usual, state, world, changed }) {
  const unable = typeof AudioWorkletNode !== "function"; // without HTTPS, or too old
  let failing = false;
  let shown = Number.NEGATIVE_INFINITY;
  let talk = false;
  /** @type {AudioContext | null} */
  let context = null;
  /** @type {import("./player.js").Player | null} */
  let player = null;

  function seen() {
    const { sound: wanted = usual, volume = VOLUME } = kept.read(settings) ?? {};
    return { on: wanted === true && !unable, volume };
  }

  /** @param {object} change */
  function keep(change) {
    kept.write(settings, { ...kept.read(settings), ...change });
  }

  const playing = () => seen().on && context?.state === "running" && audible(state());

  // Without waiting for anything: some browsers unlock only what is made within the gesture.
  function start() {
    if (context || !seen().on) return;
    context = new AudioContext({ latencyHint: "interactive" });
    context.onstatechange = () => {
      back();
      changed();
    };
    void load(context);
  }

  /** @param {AudioContext} into */
  async function load(into) {
    try {
      const { player: made } = await import("./player.js");
      const seed = Math.floor(world.random() * 2 ** 31);
      const loaded = await made(into, { seed, slot: () => (state().mine.participant ? state().mine.slot : null) });
      if (context !== into) return;
      failing = false;
      player = loaded;
      player.louder(seen().volume);
      if (talk) player.beside(talk);
      if (!seen().on) player.rest();
    } catch {
      if (context !== into) return;
      failing = true;
      world.later(() => void (context === into && load(into)), AGAIN);
    }
    changed();
  }

  function unlock() {
    start();
    if (seen().on && context?.state !== "running") context?.resume().catch(() => {});
  }

  /** A browser may have taken the loudspeakers away, for a call or for another device. */
  const back = () => void (context && unlock());

  function end() {
    void (player ?? context)?.close();
    context = null;
    player = null;
    failing = false;
  }

  /** As it is kept, in whichever tab that was said. */
  function obey() {
    const { on, volume } = seen();
    player?.louder(volume);
    if (!on) player?.rest();
    else if (context || state().entered) {
      player?.wake();
      unlock();
    }
    changed();
  }

  window.addEventListener("storage", obey);
  gestures(back);
  document.addEventListener("visibilitychange", back);

  return {
    /** @returns {Sound} */
    shown: () => ({
      ...{ ...seen(), unable, failing, usual, unlock },
      locked: seen().on && !failing && context !== null && context.state !== "running" && audible(state()),
      turn(on) {
        keep({ sound: on });
        obey();
      },
      louder(volume) {
        keep({ volume });
        obey();
      },
      beside(now) {
        talk = now;
        player?.beside(now);
      },
    }),
    unlock,
    /**
     * @param {State} now
     * @param {State} before
     */
    follow(now, before) {
      if (now.token === null && before.token !== null) return end();
      if (now.entered) start();
      const moved = now.room !== before.room || now.screen !== before.screen;
      if (now.screen !== before.screen) shown = world.clock();
      if (moved) player?.forget();
      if (moved || (audible(before) && !audible(now))) player?.stop();
    },
    /**
     * @param {import("../client/wire.js").Tick["a"]} a
     * @param {number} heard
     */
    tick(a, heard) {
      if (Math.abs(heard - shown) < SETTLING || !audible(state())) return;
      const { present } = state();
      player?.hear(a, { now: heard, length: (here(state())?.tick ?? 250) / 1000, present, aloud: playing() });
    },
    /** @param {number} grade */
    clap(grade) {
      if (playing()) player?.clap(grade, world.clock());
    },
  };
}
