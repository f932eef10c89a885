import { useEffect, useRef, useState } from "../../../vendor/htm-preact/standalone.module.js";

const ENDS = ["pointerup", "pointercancel"];

/**
 * What comes or goes while somebody presses takes their click: it lifts where something else is by then.
 * @template T
 * @param {T} value
 * @returns {T} the value; while a finger or a button is down, what it was before
 */
export function useStill(value) {
  const [down, press] = useState(false);
  const held = useRef(value);
  useEffect(() => {
    const pressed = () => press(true);
    // The click comes after.
    const lifted = () => setTimeout(() => press(false));
    addEventListener("pointerdown", pressed, true);
    for (const end of ENDS) addEventListener(end, lifted, true);
    return () => {
      removeEventListener("pointerdown", pressed, true);
      for (const end of ENDS) removeEventListener(end, lifted, true);
    };
  }, []);
  if (!down) held.current = value;
  return /** @type {T} */ (held.current);
}
