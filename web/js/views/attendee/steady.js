import { useEffect, useRef, useState } from "../../../vendor/htm-preact/standalone.module.js";

/** So long (ms) after a finger is up its click may come; with a mouse it comes at once. */
const CLICK = 350;

/**
 * What comes or goes while somebody presses takes their click: it lifts where something else is by then.
 * @template T
 * @param {T} value
 * @returns {T} the value; while a finger or a button is down, and until its click, what it was before
 */
export function useSteady(value) {
  const [down, press] = useState(false);
  const held = useRef(value);
  useEffect(() => pressing(press), []);
  if (!down) held.current = value;
  return /** @type {T} */ (held.current);
}

/**
 * @param {(down: boolean) => void} tell whether anything is pressed. A browser does not always say that it is up again:
 *   not after a menu, nor to a page that is gone from the screen
 * @returns {() => void} ends it
 */
export function pressing(tell) {
  /** @type {Set<number>} */
  const fingers = new Set();
  let timer = 0;
  const over = (wait = 0) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => tell(false), wait);
  };
  const rest = () => {
    fingers.clear();
    over();
  };
  const pressed = (/** @type {PointerEvent} */ { pointerId, isPrimary }) => {
    if (isPrimary) fingers.clear();
    fingers.add(pointerId);
    clearTimeout(timer);
    tell(true);
  };
  const lifted = (/** @type {PointerEvent} */ { pointerId, type }) => {
    if (fingers.delete(pointerId) && fingers.size === 0) over(type === "pointerup" ? CLICK : 0);
  };
  const moved = (/** @type {PointerEvent} */ event) => event.buttons === 0 && lifted(event);
  const clicked = () => fingers.size === 0 && over();

  const gone = new AbortController();
  const { signal } = gone;
  const first = { signal, capture: true };
  addEventListener("pointerdown", pressed, first);
  addEventListener("pointermove", moved, first);
  addEventListener("pointerup", lifted, first);
  addEventListener("pointercancel", lifted, first);
  addEventListener("click", clicked, first);
  for (const away of ["blur", "pagehide"]) addEventListener(away, rest, { signal });
  document.addEventListener("visibilitychange", rest, { signal });
  return () => {
    gone.abort();
    clearTimeout(timer);
  };
}
