/** So long (ms) what has become less is still shown as it was: up at once, down after this. */
export const LINGERS = 1500;

/**
 * The highest of a value that changes, over the last while: falling values, each with when it was the case last.
 * @typedef {readonly { value: number, until: number }[]} Lately
 */

/**
 * @param {Lately} before as of the last change; its last value has held until now
 * @param {number} value from now on
 * @param {number} now in ms
 * @returns {Lately} never empty, the highest first
 */
export function lately(before, value, now) {
  const last = before.at(-1);
  const all = last ? [...before.slice(0, -1), { ...last, until: now }] : [];
  // A clock that was set back makes nothing last longer.
  const higher = all.filter((one) => one.value > value && Math.abs(now - one.until) < LINGERS);
  return [...higher, { value, until: now }];
}

/** @param {Lately} held */
export function highest(held) {
  return held[0]?.value ?? 0;
}

/**
 * @param {Lately} held
 * @returns {number} when the highest is no longer recent (ms), if nothing else happens
 */
export function falls(held) {
  return held.length > 1 ? (held[0]?.until ?? 0) + LINGERS : Number.POSITIVE_INFINITY;
}
