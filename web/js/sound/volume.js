/**
 * How much louder something is for the ear: loudness grows with the power .6 of the sound's pressure (Stevens 1955), so
 * that half the way of a slider has to be −10 dB to be half as loud.
 */
const STEVENS = 0.6;

/**
 * @param {number} volume 0 to 100, in steps that sound equal
 * @returns {number} gain, 0 to 1
 */
export function gain(volume) {
  return (volume / 100) ** (1 / STEVENS);
}
