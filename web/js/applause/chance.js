/**
 * Chance that comes the same way again for the same seed. `uniform` gives 0 to below 1, `normal` a mean of 0 and a
 * standard deviation of 1.
 * @typedef {{ uniform: () => number, normal: () => number }} Chance
 */

/** A generator must not begin with 0: it would stay there. */
const INSTEAD_OF_ZERO = 0x9e3779b9;

/**
 * Xorshift of 32 bits (Marsaglia 2003, J. Stat. Softw. 8:14), and his polar method for the normal distribution.
 * @param {number} seed a whole number
 * @returns {Chance}
 */
export function chance(seed) {
  let bits = seed | 0 || INSTEAD_OF_ZERO;
  /** @type {number | null} */
  let spare = null;

  function uniform() {
    bits ^= bits << 13;
    bits ^= bits >>> 17;
    bits ^= bits << 5;
    return (bits >>> 0) / 2 ** 32;
  }

  function normal() {
    if (spare !== null) {
      const held = spare;
      spare = null;
      return held;
    }
    let [a, b, square] = [0, 0, 0];
    while (square >= 1 || square === 0) {
      a = 2 * uniform() - 1;
      b = 2 * uniform() - 1;
      square = a * a + b * b;
    }
    const scale = Math.sqrt((-2 * Math.log(square)) / square);
    spare = b * scale;
    return a * scale;
  }

  return { uniform, normal };
}
