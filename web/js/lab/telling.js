/** Between two sentences (s), and how long something has to stay as it is before it is told. */
const BETWEEN = 3;
const REST = 1.5;

/**
 * What a person who does not see the page is told: what has changed, once it has come to rest, and never a flood.
 * @param {(text: string) => void} say
 */
export function telling(say) {
  let [told, is, since, said] = ["", "", 0, Number.NEGATIVE_INFINITY];

  /**
   * @param {number} now s
   * @param {string} situation what makes the difference
   * @param {() => string} text of it, as it is then
   */
  return (now, situation, text) => {
    if (situation !== is) [is, since] = [situation, now];
    if (is === told || now - since < REST || now - said < BETWEEN) return;
    [told, said] = [is, now];
    say(text());
  };
}
