import { synthesiser } from "./synthesiser.js";

/**
 * What a browser's audio thread offers.
 * @typedef {{ sampleRate: number, registerProcessor: (name: string, processor: unknown) => void,
 *   AudioWorkletProcessor: new () => { port: MessagePort } }} Thread
 */
const { sampleRate, registerProcessor, AudioWorkletProcessor } = /** @type {Thread} */ (
  /** @type {unknown} */ (globalThis)
);

registerProcessor(
  "applause",
  class extends AudioWorkletProcessor {
    /** @param {{ processorOptions?: { seed?: number } }} options */
    constructor({ processorOptions = {} }) {
      super();
      this.applause = synthesiser({ ...processorOptions, sampleRate });
      this.port.onmessage = ({ data }) => {
        if (data.tick) this.applause.tick(data.tick);
        if (data.clap !== undefined) this.applause.clap(data.clap);
        if (data.stop) this.applause.stop();
      };
    }

    /**
     * @param {Float32Array[][]} _inputs none
     * @param {Float32Array[][]} outputs one, of two channels
     */
    process(_inputs, [[left, right]]) {
      if (left && right) this.applause.fill(left, right);
      return true;
    }
  },
);
