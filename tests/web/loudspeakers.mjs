import { synthesiser } from "../../web/js/applause/synthesiser.js";
import { initial } from "../../web/js/client/reduce.js";

const SAMPLE_RATE = 44_100;
const BLOCK = 128;

/** A browser with loudspeakers, as far as the sound knows one. Its time passes only when it is told to. */
export function loudspeakers() {
  const contexts = [];
  const timers = new Set();
  /** Addresses whose loading fails, and those that were asked for. */
  const net = { down: false, asked: [] };
  const storage = new Map();
  const pages = [];
  let now = 0;

  class Context {
    state = "running";
    destination = {};
    frames = 0;
    broken = new Set();
    gains = [];

    constructor() {
      contexts.push(this);
    }

    get currentTime() {
      return this.frames / SAMPLE_RATE;
    }

    get audioWorklet() {
      return {
        addModule: async (address) => {
          net.asked.push(address);
          if (net.down) this.broken.add(address);
          if (this.broken.has(address)) throw new DOMException("Unable to load a worklet's module.", "AbortError");
        },
      };
    }

    createGain() {
      return { ...new Gain(this), connect: (to) => to };
    }

    async resume() {
      this.state = "running";
    }

    async suspend() {
      if (this.state === "closed") throw new DOMException("Cannot suspend a closed AudioContext.");
      this.state = "suspended";
    }

    async close() {
      this.state = "closed";
    }

    /** All that it plays within so many seconds: where each clap begins. */
    plays(seconds) {
      const claps = [];
      let [slow, last] = [1e-4, Number.NEGATIVE_INFINITY];
      for (const end = this.currentTime + seconds; this.state === "running" && this.currentTime < end; ) {
        const [left, right] = [new Float32Array(BLOCK), new Float32Array(BLOCK)];
        this.synthesiser?.fill(left, right);
        const gain = this.gains.reduce((product, one) => product * one.value(this.currentTime), 1);
        const level = gain * Math.sqrt(left.reduce((sum, x) => sum + x * x, 0) / BLOCK);
        if (level > 4 * slow && level > 0.004 && this.currentTime - last > 0.06) claps.push(this.currentTime);
        last = claps.at(-1) ?? last;
        slow = Math.max(level, slow + 0.06 * (level - slow), 1e-4);
        this.frames += BLOCK;
      }
      return claps;
    }
  }

  class Gain {
    constructor(context) {
      let steps = [];
      this.gain = {
        cancelScheduledValues: (from) => {
          steps = steps.filter(({ at }) => at < from);
        },
        setTargetAtTime: (to, at, within) => steps.push({ to, at, within }),
        value: (at) =>
          steps.reduce((value, step, index) => {
            const passed = Math.min(at, steps[index + 1]?.at ?? at) - step.at;
            return passed <= 0 ? value : step.to + (value - step.to) * Math.exp(-passed / step.within);
          }, 1),
      };
      context.gains.push(this.gain);
    }
  }

  globalThis.AudioContext = Context;
  globalThis.AudioWorkletNode = class {
    constructor(context, _name, { processorOptions }) {
      context.synthesiser = synthesiser({ ...processorOptions, sampleRate: SAMPLE_RATE });
      this.port = {
        postMessage({ tick, clap, stop }) {
          if (tick) context.synthesiser.tick(tick);
          if (clap !== undefined) context.synthesiser.clap(clap);
          if (stop) context.synthesiser.stop();
        },
      };
    }
    connect = (to) => to;
  };
  globalThis.document = { querySelector: () => ({ content: "applause.js" }), addEventListener() {} };
  globalThis.window = {
    addEventListener: (type, act) => type === "storage" && pages.push(act),
    setTimeout: (act, ms) => later(act, ms),
  };
  globalThis.clearTimeout = (timer) => timers.delete(timer);

  function later(act, ms) {
    const timer = { act, at: now + ms };
    timers.add(timer);
    return timer;
  }

  return {
    contexts,
    /** Nothing has been opened or kept yet, and the network is there. */
    anew() {
      for (const all of [contexts, pages, net.asked]) all.length = 0;
      for (const all of [timers, storage]) all.clear();
      net.down = false;
    },
    net,
    world: { clock: () => now, random: () => 0.5, later: (act, ms) => later(act, ms) },
    /** What has been begun ends. */
    settle: () => new Promise((done) => setImmediate(done)),
    /** A clock that goes on, or is set back. */
    set(to) {
      now = to;
    },
    async passes(ms) {
      now += ms;
      for (const timer of [...timers].filter(({ at }) => at <= now)) {
        timers.delete(timer);
        timer.act();
      }
      await new Promise((done) => setImmediate(done));
    },
    /** One tab of this browser: what it writes, the others are told of. */
    async tab(sound, { usual = true, screen = "laptop", settings = "settings" } = {}) {
      let state = { ...initial, screen };
      let told = 0;
      let mine = null;
      const kept = {
        read: (key) => storage.get(key) ?? null,
        write(key, value) {
          storage.set(key, value);
          for (const page of pages) if (page !== mine) page({ key });
        },
      };
      const page = { kept, settings, usual, state: () => state, world: this.world, changed: () => told++ };
      const ears = sound(page);
      mine = pages.at(-1);
      const follow = (change) => {
        const before = state;
        state = { ...state, ...change };
        ears.follow(state, before);
        return new Promise((done) => setImmediate(done));
      };
      return {
        ears,
        follow,
        shown: () => ears.shown(),
        told: () => told,
        /** @param {string} room that has just been entered */
        enters: (room) =>
          follow({
            ...{ token: "t", room, entered: true, present: 40 },
            items: { rooms: { [room]: { id: room, applause: true, tick: 250 } } },
          }),
        leaves: () => follow({ token: null, entered: false }),
      };
    },
  };
}
