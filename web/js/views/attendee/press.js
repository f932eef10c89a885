import { useEffect, useRef, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { hand } from "../../client/hand.js";
import { world } from "../../client/world.js";

/** A click so soon (ms) after a press, or one by the same finger, is that press. */
const ONE = 700;

/** What a space means something to, or to which one writes. */
const BUSY =
  "input, textarea, select, button, a[href], summary, audio, video, iframe, dialog, [contenteditable], [role='slider']";

/**
 * From what a browser says to what a hand does: for a finger it says `pointerdown` and later `click`, for some screen
 * readers `click` alone. A key that is on its way to nothing else claps too, wherever it is pressed.
 * @param {Pick<ReturnType<typeof hand>, "tap" | "press" | "release" | "rest">} hands
 */
export function press(hands) {
  let [pressed, since] = [false, 0];

  /** @param {KeyboardEvent} event */
  function key(event) {
    const { key, target, repeat, ctrlKey, altKey, metaKey, shiftKey, defaultPrevented, timeStamp } = event;
    if ((key !== " " && key !== "Enter") || ctrlKey || altKey || metaKey || shiftKey || defaultPrevented) return;
    const on = /** @type {Element | null} */ (target);
    const button = on?.closest?.(".clap") != null;
    if (!button && (key === "Enter" || on?.closest?.(BUSY) || document.querySelector("dialog[open]"))) return;
    event.preventDefault();
    if (repeat) return;
    [pressed, since] = [true, timeStamp];
    if (key === " ") hands.press(key);
    else hands.tap();
  }

  /** @param {KeyboardEvent} event a browser that makes a click of it when it is up again is told not to */
  function up(event) {
    hands.release(event.key);
    if (event.key === " " && /** @type {Element | null} */ (event.target)?.closest?.(".clap")) event.preventDefault();
  }

  return {
    /** @param {PointerEvent} event any finger; of a mouse, the main button */
    down({ pointerId, button, timeStamp, pressure, currentTarget }) {
      if (button !== 0) return;
      [pressed, since] = [true, timeStamp];
      hold(currentTarget, pointerId);
      hands.press(pointerId, pressure);
    },
    /** @param {{ detail: number, timeStamp: number }} event `detail` is 0 for a key */
    click({ detail, timeStamp }) {
      const heard = pressed && (detail > 0 || timeStamp - since < ONE);
      pressed = false;
      if (!heard) hands.tap();
    },

    /** @returns {() => void} ends it; whatever is down by then is let go */
    listen() {
      const gone = new AbortController();
      const of = { signal: gone.signal };
      for (const end of ["pointerup", "pointercancel"])
        addEventListener(end, (event) => hands.release(/** @type {PointerEvent} */ (event).pointerId), of);
      for (const away of ["blur", "pagehide"]) addEventListener(away, hands.rest, of);
      document.addEventListener("visibilitychange", hands.rest, of);
      addEventListener("keydown", key, of);
      addEventListener("keyup", up, of);
      return () => {
        gone.abort();
        hands.rest();
      };
    },
  };
}

/**
 * Where it is let go is told to the button, even over somebody else's video.
 * @param {EventTarget | null} button
 * @param {number} pointer
 */
function hold(button, pointer) {
  try {
    /** @type {Element | null} */ (button)?.setPointerCapture(pointer);
  } catch {
    // Already up again.
  }
}

/**
 * @param {(grade: number) => void} clap
 * @param {string | null} place where the claps go; null where there is no applause now. In another one nothing is held
 */
export function usePress(clap, place) {
  const latest = useRef(clap);
  latest.current = clap;
  const [on] = useState(() => press(hand(world, (grade) => latest.current?.(grade))));
  useEffect(() => (place === null ? undefined : on.listen()), [place]);
  return on;
}
