/** In thousandths: all frames are sent. */
export const ALL = 1000;

/** So many people who clap may send all that they have: less than a third of what a room's partition takes in. */
const FEW = 100;

/** As long as nobody knows how many clap, there may be so many times as many frames as when all are known to. */
const UNKNOWN = 4;

/** Whoever has clapped for so long (ms) and was told of nobody, not even of themselves, is in too large a crowd. */
const UNTOLD = 3000;

/**
 * Of how many of a thousand frames like this one is sent: what is sent stands for the others. A few people send all,
 * so that one sounds like one and five like those five; a crowd sends as little as its room asks for.
 * @param {{ thin: number, people: number, since: number }} here `thin`: what the room asks for when all clap; `people`:
 *   how many clap by the last tick, 0 in silence; `since`: for how long (ms) one has been clapping, 0 for the first frame
 * @returns {number} 1 to 1,000
 */
export function part({ thin, people, since }) {
  const least = Math.max(thin, people > 0 ? FEW / people : unknown(thin, since));
  return Math.min(ALL, Math.ceil(ALL * least));
}

/**
 * Phones hear of others every two seconds only: the first of three thousand and somebody who is alone know the same.
 * @param {number} thin
 * @param {number} since
 */
function unknown(thin, since) {
  if (since === 0) return 1;
  return since < UNTOLD ? UNKNOWN * thin : thin;
}
