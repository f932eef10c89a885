/** A click so soon (ms) after a press, or one by the same finger, is that press. */
const ONE = 700;

/**
 * One clap for each press, at once: a browser says `pointerdown` and later `click` for a finger, `click` alone for a
 * key and for some screen readers.
 * @param {() => void} clap
 */
export function press(clap) {
  let [pressed, since] = [false, 0];
  return {
    /** @param {{ isPrimary: boolean, button: number, timeStamp: number }} event */
    down({ isPrimary, button, timeStamp }) {
      if (!isPrimary || button !== 0) return;
      pressed = true;
      since = timeStamp;
      clap();
    },
    /** @param {{ detail: number, timeStamp: number }} event `detail` is 0 for a key */
    click({ detail, timeStamp }) {
      const heard = pressed && (detail > 0 || timeStamp - since < ONE);
      pressed = false;
      if (!heard) clap();
    },
  };
}
