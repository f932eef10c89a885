/** Under a talk, light applause has this gain: −6 dB. */
const SOFT = 0.5;

/** Where so many of those present clap, the room applauds and no longer disturbs. */
const QUARTER = 0.25;

/** So long (s) the applause of a room stays at its full level after it was last that strong. */
const HOLD = 1.5;

/** Time constants (s): what rises with this one is there, but for 3 %, within 0.3 s. */
const RISE = 0.1;
const FALL = 0.4;

/**
 * What a gain has to do: from so many seconds on it goes to a value, with a time constant, until the next step.
 * @typedef {{ after: number, to: number, within: number }[]} Steps
 */

/**
 * @param {boolean} talk whether somebody speaks here
 * @returns {Steps} when a talk begins to be heard, or ends
 */
export function beside(talk) {
  return [{ after: 0, ...(talk ? { to: SOFT, within: FALL } : { to: 1, within: RISE }) }];
}

/**
 * @param {{ n: number, present: number }} room
 * @returns {Steps} of a tick under a talk; none where the room does not applaud: what was planned before goes on
 */
export function ducking({ n, present }) {
  if (n < QUARTER * Math.max(1, present)) return [];
  return [
    { after: 0, to: 1, within: RISE },
    { after: HOLD, to: SOFT, within: FALL },
  ];
}
