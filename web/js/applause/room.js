/**
 * The hall around the claps: eight delays that feed each other, none a multiple of another, so that what goes in comes
 * back thicker and darker until it is gone (feedback delay network: Jot, Chaigne 1991; the Householder matrix loses no
 * energy, so that the decay is that of the delays alone).
 */

/** Seconds. */
const DELAYS = [0.0231, 0.0297, 0.0353, 0.0419, 0.0473, 0.0539, 0.0617, 0.0683];
const FIRST = 0.011;

/** How much of a turn's highest tones the walls give back, 1 all. */
const WALLS = 0.74;

/** A tone so weak would be a denormal number soon, which some processors compute very slowly. */
const NOTHING = 1e-20;
const SILENT = 1e-6;

/** @param {number} sampleRate */
export function room(sampleRate) {
  const lines = DELAYS.map((delay) => new Float32Array(Math.round(delay * sampleRate) | 1));
  const first = [0, 1].map(() => new Float32Array(Math.round(FIRST * sampleRate)));
  const places = new Int32Array(DELAYS.length);
  const gains = new Float32Array(DELAYS.length);
  const dark = new Float32Array(DELAYS.length);
  let place = 0;
  let decay = 0;
  let silent = sampleRate;

  return {
    /** @param {number} seconds until it is 60 dB down */
    decays(seconds) {
      if (Math.abs(seconds - decay) < 0.01) return;
      decay = seconds;
      for (let j = 0; j < lines.length; j++) gains[j] = 10 ** ((-3 * lines[j].length) / sampleRate / seconds);
    },

    /** @returns {boolean} whether anything still rings */
    rings: () => silent < sampleRate,

    /**
     * Adds what comes back to `left` and `right`.
     * @param {Float32Array} inLeft
     * @param {Float32Array} inRight
     * @param {Float32Array} left
     * @param {Float32Array} right
     * @param {number} length samples
     * @param {number} wet how much comes back
     */
    run(inLeft, inRight, left, right, length, wet) {
      let loudest = 0;
      for (let i = 0; i < length; i++) {
        const fromLeft = first[0][place];
        const fromRight = first[1][place];
        first[0][place] = inLeft[i];
        first[1][place] = inRight[i];
        place = place + 1 === first[0].length ? 0 : place + 1;
        let sum = 0;
        for (let j = 0; j < lines.length; j++) {
          dark[j] += WALLS * (lines[j][places[j]] * gains[j] - dark[j]);
          sum += dark[j];
        }
        sum *= 2 / lines.length;
        for (let j = 0; j < lines.length; j++) {
          lines[j][places[j]] = dark[j] - sum + (j % 2 ? fromRight : fromLeft) + NOTHING;
          places[j] = places[j] + 1 === lines[j].length ? 0 : places[j] + 1;
        }
        const backLeft = (dark[0] + dark[2] - dark[4] + dark[6]) * wet;
        const backRight = (dark[1] - dark[3] + dark[5] + dark[7]) * wet;
        left[i] += backLeft;
        right[i] += backRight;
        loudest = Math.max(loudest, Math.abs(backLeft), Math.abs(backRight), Math.abs(inLeft[i]), Math.abs(inRight[i]));
      }
      silent = loudest > SILENT ? 0 : silent + length;
    },

    /** Everything that still rings is gone. */
    empty() {
      for (const line of [...lines, ...first, dark]) line.fill(0);
      silent = sampleRate;
    },
  };
}
