/** So long (s) is a column of the picture, and so many are kept. */
const COLUMN = 0.02;
export const COLUMNS = 300;

/** Over so many columns the level is measured, and the shape, which needs more. */
const LEVEL = 50;
const SHAPE = 150;

/** dB; below, there is nothing. */
const SILENCE = -90;

/** @typedef {{ peak: number, square: number, fourth: number }} Column the largest sample, and mean powers of all */

/**
 * What is heard, in figures and as a picture.
 * @param {number} sampleRate
 */
export function meter(sampleRate) {
  const each = Math.round(COLUMN * sampleRate);
  /** @type {Column[]} */
  let columns = [];
  let [peak, square, fourth, count] = [0, 0, 0, 0];
  let since = 0;

  /** @param {number} number @param {"square" | "fourth"} power */
  function mean(number, power) {
    const last = columns.slice(-number);
    return last.reduce((sum, column) => sum + column[power], 0) / Math.max(1, last.length);
  }

  return {
    /** @param {Float32Array} samples that follow those before */
    hear(samples) {
      for (const sample of samples) {
        const power = sample * sample;
        peak = Math.max(peak, Math.abs(sample));
        square += power;
        fourth += power * power;
        if (++count < each) continue;
        columns.push({ peak, square: square / each, fourth: fourth / each });
        [peak, square, fourth, count] = [0, 0, 0, 0];
        since++;
      }
      columns = columns.slice(-COLUMNS);
    },

    /** The largest sample of each column, the newest last. */
    peaks: () => columns.map(({ peak: size }) => size),

    /** dB below full scale, of the last second. */
    level() {
      return Math.max(SILENCE, 10 * Math.log10(mean(LEVEL, "square") + 1e-12));
    },

    /**
     * Excess kurtosis of the last three seconds: how much the sound consists of single peaks. Far above 0 for single
     * claps, near 0 for the even noise of many; null in silence, not a number as long as what was before is still in it.
     */
    peakedness() {
      const power = mean(SHAPE, "square");
      if (this.level() <= -70) return null;
      return since < SHAPE ? Number.NaN : mean(SHAPE, "fourth") / (power * power) - 3;
    },

    /** From now on others clap. */
    turn() {
      since = 0;
    },
  };
}
