/** More claps than these are never heard at once: a clap lasts some 20 ms, and a hall makes 2,000 a second. */
const MOST = 256;

/**
 * The claps that sound right now: each a sound that is read on, once for each ear and, softer, for the hall.
 * @typedef {{ samples: Float32Array, at: number, left: number, right: number, lateLeft: number, lateRight: number,
 *   hall: number }} Voice `at` is the sample that comes next, below 0 for a clap that has not begun
 * @typedef {{ left: Float32Array, right: Float32Array, hallLeft: Float32Array, hallRight: Float32Array }} Mix
 */

export function voices() {
  /** @type {Voice[]} */
  let sounding = [];

  return {
    /** @returns {number} claps that sound */
    count: () => sounding.length,

    /** @param {Voice} voice */
    begin(voice) {
      if (sounding.length < MOST) sounding.push(voice);
    },

    /**
     * Adds their next `length` samples.
     * @param {Mix} mix
     * @param {number} length
     */
    mix(mix, length) {
      let left = 0;
      for (const voice of sounding) {
        add(voice, voice.left, voice.lateLeft, mix.left, mix.hallLeft, length);
        add(voice, voice.right, voice.lateRight, mix.right, mix.hallRight, length);
        voice.at += length;
        const { samples, at, lateLeft, lateRight } = voice;
        if (at < samples.length + Math.max(lateLeft, lateRight)) sounding[left++] = voice;
      }
      sounding.length = left;
    },

    stop() {
      sounding = [];
    },
  };
}

/**
 * @param {Voice} voice
 * @param {number} gain
 * @param {number} late samples
 * @param {Float32Array} ear
 * @param {Float32Array} hall
 * @param {number} length
 */
function add({ samples, at, hall: part }, gain, late, ear, hall, length) {
  const from = Math.max(0, late - at);
  const to = Math.min(length, samples.length + late - at);
  for (let i = from, j = at + from - late; i < to; i++, j++) {
    const sample = gain * samples[j];
    ear[i] += sample;
    hall[i] += part * sample;
  }
}
