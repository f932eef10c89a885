/** So long (s) something has to stay as it is before it is told: no two sentences are closer to each other. */
const REST = 2.5;

/**
 * What a person who does not see the page is told: what has changed, once it has come to rest, and never a flood.
 * @param {(text: string) => void} say
 */
export function telling(say) {
  let [told, is, since] = ["", "", 0];

  /**
   * @param {number} now s
   * @param {string} situation what makes the difference
   * @param {() => string} text of it, as it is then
   */
  return (now, situation, text) => {
    if (situation !== is) [is, since] = [situation, now];
    if (is === told || now - since < REST) return;
    told = is;
    say(text());
  };
}
