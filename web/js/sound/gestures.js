/** What a browser takes for somebody who is there: which of them, differs. */
const GESTURES = ["pointerdown", "pointerup", "click", "keydown"];

/** @param {() => void} act at each of them, before the page does what it is for */
export function gestures(act) {
  for (const gesture of GESTURES) document.addEventListener(gesture, act, { capture: true, passive: true });
}
