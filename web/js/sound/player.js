import { ledger } from "../applause/ledger.js";
import { applause } from "./applause.js";
import { beside, ducking } from "./duck.js";
import { gain } from "./volume.js";

/** Time constant (s): fast enough for who turns a knob, slow enough for no click. */
const SMOOTH = 0.03;

/** After so long (ms) of silence, no time is spent on it any more. */
const REST = 3000;

/** @typedef {Awaited<ReturnType<typeof player>>} Player */

/**
 * Worklet → ducking → volume → loudspeakers.
 * @param {AudioContext} context
 * @param {{ seed: number, slot: () => number | null }} of
 */
export async function player(context, { seed, slot }) {
  const node = await applause(context, seed);
  const [duck, fader] = [context.createGain(), context.createGain()];
  node.connect(duck).connect(fader).connect(context.destination);
  let book = ledger({ slot });
  let talking = false;
  let resting = 0;

  /** @param {GainNode} knob @param {import("./duck.js").Steps} steps */
  function turn({ gain: param }, steps) {
    const now = context.currentTime;
    if (steps.length > 0) param.cancelScheduledValues(now);
    for (const { after, to, within } of steps) param.setTargetAtTime(to, now + after, within);
  }

  /** What is heard now ends, with all that its hall would ring on; what comes after it is heard. */
  const stop = () => node.port.postMessage({ stop: true });

  const wake = () => clearTimeout(resting);

  return {
    stop,
    /** As `stop`, for a longer time, until `wake`. */
    rest() {
      stop();
      wake();
      resting = window.setTimeout(() => void context.suspend(), REST);
    },
    wake,
    close() {
      wake();
      return context.close();
    },
    /** Another room's ticks are counted anew. */
    forget() {
      book = ledger({ slot });
    },
    /** @param {number} volume 0 to 100 */
    louder: (volume) => turn(fader, [{ after: 0, to: gain(volume), within: SMOOTH }]),
    /** @param {boolean} talk whether somebody speaks on this page */
    beside(talk) {
      talking = talk;
      turn(duck, beside(talk));
    },
    /**
     * @param {import("../client/wire.js").Tick["a"]} a
     * @param {{ now: number, length: number, present: number, aloud: boolean }} room what is not `aloud` is noted only
     */
    hear(a, { now, length, present, aloud }) {
      const tick = book.hears(a, { now, length });
      if (!tick || !aloud) return;
      node.port.postMessage({ tick });
      if (talking) turn(duck, ducking({ n: a[1], present }));
    },
    /** One's own hands: heard before anybody is told. @param {number} grade @param {number} now */
    clap(grade, now) {
      node.port.postMessage({ clap: grade });
      book.clap(now);
    },
  };
}
