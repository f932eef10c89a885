import { applause } from "../sound/applause.js";
import { gain } from "../sound/volume.js";
import { meter } from "./meter.js";

/** Samples that are looked at at once, as many as there can be: a busy machine may look once in half a second. */
const WINDOW = 32_768;

/** Time constant (s) of the volume. */
const SMOOTH = 0.03;

/** @typedef {ReturnType<typeof ears>} Ears */

/**
 * Worklet → meter → volume → loudspeakers. To be made within a gesture: some browsers unlock only what is.
 * @param {{ seed: number, volume: number }} of
 */
export function ears({ seed, volume }) {
  const context = new AudioContext({ latencyHint: "interactive" });
  const [analyser, fader] = [context.createAnalyser(), context.createGain()];
  analyser.fftSize = WINDOW;
  fader.gain.value = gain(volume);
  analyser.connect(fader).connect(context.destination);
  const seen = meter(context.sampleRate);
  const samples = new Float32Array(WINDOW);
  let looked = 0;
  /** @type {AudioWorkletNode | null} */
  let node = null;

  return {
    seen,
    /** Whether this browser could, if only it had what it takes; not without HTTPS, or if it is too old. */
    able: context.audioWorklet !== undefined,
    /** Until it can be played. */
    async ready() {
      node = await applause(context, seed);
      node.connect(analyser);
    },
    wake: () => context.resume(),
    rest: () => context.suspend(),
    close: () => context.close(),
    /** @param {import("./experiment.js").Played} what */
    play: (what) => node?.port.postMessage(what),
    /** @param {number} volume 0 to 100 */
    louder: (volume) => fader.gain.setTargetAtTime(gain(volume), context.currentTime, SMOOTH),
    /** Measures what has sounded since the last look; before the volume, so that it is what people would hear. */
    look() {
      const fresh = Math.min(WINDOW, Math.round((context.currentTime - looked) * context.sampleRate));
      if (fresh <= 0) return;
      looked = context.currentTime;
      analyser.getFloatTimeDomainData(samples);
      seen.hear(samples.subarray(WINDOW - fresh));
    },
  };
}
