import { grade, swelling } from "./grade.js";

/** How long (ms) something is held down before the hand claps on by itself, and how often (ms) it then claps. */
const HELD = 400;
const EACH = 250;

/** Nobody is a metronome: an interval's deviation from the next one. */
const JITTER = 0.03;

/** No more claps than these count in a second (domain/applause.py). */
const MOST = 8;

/** Longer (ms) than anybody applauds: what is still down by then lies upon the key. */
const LONGEST = 120_000;

/**
 * One person's hands: each press is a clap at once, and what is held claps on.
 * @param {Pick<import("./line.js").World, "clock" | "random" | "later">} world
 * @param {(grade: number) => void} clap
 */
export function hand(world, clap) {
  /** @type {Set<unknown>} */
  const down = new Set();
  /** @type {number[]} */
  let taps = [];
  /** @type {number[]} */
  let made = [];
  let since = 0;
  let rests = () => {};

  /** @param {number} strength */
  function make(strength) {
    const now = world.clock();
    made = made.filter((at) => Math.abs(now - at) < 1000);
    if (made.length >= MOST) return;
    made.push(now);
    clap(strength);
  }

  function beat() {
    const held = world.clock() - since;
    if (held > LONGEST) return rest();
    make(swelling(held));
    rests = world.later(beat, EACH * (1 + JITTER * deviation(world.random)));
  }

  function rest() {
    down.clear();
    rests();
  }

  /** @param {number} [pressure] */
  function tap(pressure) {
    taps = [...taps, world.clock()].slice(-4);
    make(grade(taps, pressure));
  }

  return {
    tap,
    /** All that is down is let go. */
    rest,
    /** @param {unknown} by which finger or key @param {number} [pressure] */
    press(by, pressure) {
      tap(pressure);
      down.add(by);
      // Fingers that drum by turns hold nothing, though one of them is always down.
      rests();
      since = world.clock();
      rests = world.later(beat, HELD);
    },
    /** @param {unknown} by */
    release(by) {
      if (down.delete(by) && down.size === 0) rests();
    },
  };
}

/**
 * @param {() => number} random 0 to 1
 * @returns {number} about normally distributed, with a standard deviation of 1
 */
function deviation(random) {
  return 2 * (random() + random() + random() - 1.5);
}
