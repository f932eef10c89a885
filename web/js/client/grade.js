/** An ordinary clap, of 0 to 15; a step is 0.9 dB. */
export const ORDINARY = 8;

/** After such a pause (ms) somebody begins anew, at whatever tempo. */
const PAUSE = 1500;

/** So many claps back a tempo is read. */
const READ = 4;

/**
 * Grades by tempo, in claps per second; between them along a line. Applause is about 4 Hz; who claps more slowly is
 * polite, who claps faster than that means it, and nobody claps faster than 8 Hz.
 */
const CURVE = /** @type {const} */ ([
  [2, 6],
  [4, 8],
  [6, 12],
  [8, 13],
]);

/**
 * @param {readonly number[]} taps times (ms) of the last taps, the earliest first, with this one
 * @param {number} [pressure] of this one, as a PointerEvent has it
 * @returns {number} 0 to 15
 */
export function grade(taps, pressure = 0.5) {
  const tempo = tempoOf(taps.slice(-READ));
  return Math.round((tempo === null ? ORDINARY : along(tempo)) + force(pressure));
}

/**
 * @param {readonly number[]} taps
 * @returns {number | null} in Hz, of those since the last pause
 */
function tempoOf(taps) {
  const gaps = taps.slice(1).map((at, index) => at - (taps[index] ?? at));
  const since = gaps.findLastIndex((gap) => gap > PAUSE || gap < 0) + 1;
  const steady = gaps.slice(since);
  const sum = steady.reduce((all, gap) => all + gap, 0);
  return steady.length > 0 ? (1000 * steady.length) / Math.max(sum, 1) : null;
}

/** @param {number} tempo */
function along(tempo) {
  const next = CURVE.findIndex(([hz]) => hz >= tempo);
  const [before, after] = [CURVE[next < 0 ? CURVE.length - 1 : Math.max(next - 1, 0)], CURVE.at(next)];
  if (!before || !after || after[0] === before[0]) return (after ?? CURVE[0])[1];
  return before[1] + ((after[1] - before[1]) * (tempo - before[0])) / (after[0] - before[0]);
}

/**
 * @param {number} pressure a mouse always has 0.5, and many fingers have 0 or 1: that says nothing
 * @returns {number} −2 to 2
 */
function force(pressure) {
  return pressure > 0 && pressure < 1 ? 4 * pressure - 2 : 0;
}

/** How long (ms) it takes from an ordinary clap to the strongest, and which that is, if one only holds the button. */
const SWELL = { for: 6000, to: 12 };

/**
 * Who cannot tap fast takes part in an ovation too.
 * @param {number} held ms since the button went down
 */
export function swelling(held) {
  return Math.round(ORDINARY + (SWELL.to - ORDINARY) * Math.min(1, Math.max(0, held) / SWELL.for));
}
