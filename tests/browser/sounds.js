/**
 * Laid under a page before it runs: whatever it connects to the loudspeakers is written down as samples too. The page
 * knows nothing of it. A page's policy lets no foreign worklet in: there only what it does is noted.
 */
((recorder) => {
  const written = recorder && URL.createObjectURL(new Blob([recorder], { type: "text/javascript" }));
  const PIECE = 1024 / 44_100; // a piece that has begun before (s) has what comes at once
  const { connect } = AudioNode.prototype;
  const heard = { made: [], contexts: [], blocks: [], taps: [], told: [], turned: [], shown: [] };
  window.heard = heard;
  /** Within which event each was made: some browsers let only those sound that were made within a gesture. */
  window.AudioContext = class extends AudioContext {
    constructor(...options) {
      super(...options);
      heard.made.push(window.event?.type ?? null);
    }
  };
  AudioNode.prototype.connect = function (to, ...rest) {
    const { context } = this;
    if (to === context.destination && context instanceof AudioContext) {
      heard.contexts.push(context);
      if (written) context.audioWorklet.addModule(written).then(() => {
        const tap = new AudioWorkletNode(context, "recorder");
        tap.port.onmessage = ({ data }) => heard.blocks.push(data);
        connect.call(this, tap);
        connect.call(tap, context.destination);
      });
    }
    return connect.call(this, to, ...rest);
  };
  const { postMessage } = MessagePort.prototype;
  MessagePort.prototype.postMessage = function (message, ...rest) {
    heard.told.push([now(), Object.keys(message)[0]]);
    return postMessage.call(this, message, ...rest);
  };
  const { setTargetAtTime } = AudioParam.prototype;
  AudioParam.prototype.setTargetAtTime = function (to, at, within) {
    heard.turned.push({ to, within });
    return setTargetAtTime.call(this, to, at, within);
  };
  const now = () => heard.contexts.at(-1)?.currentTime ?? null;
  addEventListener("pointerdown", () => heard.taps.push(now()), { capture: true });
  /** How many the page has said to clap, each time that it was another number. */
  const show = (changes) => heard.shown.push(...changes.map(({ target }) => target.dataset.clapping));
  new MutationObserver(show).observe(document, { subtree: true, attributeFilter: ["data-clapping"] });

  /** From when on something is listened to: all that was made until now has been written down by then. */
  heard.now = now;
  /** The samples since a time of the context's clock, or between two. */
  heard.since = (from, to = Number.POSITIVE_INFINITY) => {
    const parts = heard.blocks.filter(({ at }) => at > from - PIECE && at < to).map(({ samples }) => samples);
    const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  };
  heard.level = (from) => heard.rms(heard.since(from));
  heard.rms = (samples) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / Math.max(1, samples.length));
  heard.kurtosis = (samples) => {
    const square = samples.reduce((sum, x) => sum + x * x, 0) / samples.length;
    return samples.reduce((sum, x) => sum + x ** 4, 0) / samples.length / square ** 2 - 3;
  };
  /** Moments (s) at which it becomes louder at one blow, at least 60 ms apart. */
  heard.onsets = (samples, rate) => {
    const hop = Math.round(rate / 500);
    const found = [];
    let [slow, last] = [1e-4, -1];
    for (let at = 0; at + hop <= samples.length; at += hop) {
      const level = heard.rms(samples.subarray(at, at + hop));
      if (level > 4 * slow && level > 0.004 && at / rate - last > 0.06) {
        last = at / rate;
        found.push(last);
      }
      slow = Math.max(level, slow + 0.06 * (level - slow), 1e-4);
    }
    return found;
  };
})(RECORDER);
