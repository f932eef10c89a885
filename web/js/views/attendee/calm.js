import { useEffect, useRef, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { alike, kept } from "./order.js";

/** How long (ms) nobody must have touched anything before what is shown is ranked anew. */
const CALM = 6000;

const TOUCHES = ["pointerdown", "pointermove", "keydown", "scroll", "wheel", "touchmove"];

/**
 * The order in which a list is shown: it follows the ranking in calm moments, or when somebody asks.
 * @param {string[]} ranked
 * @returns {{ order: string[], late: boolean, renew: () => void }} `late`: the ranking is another by now
 */
export function useCalmOrder(ranked) {
  const held = useRef(ranked);
  const [, renewed] = useState(0);
  const order = kept(held.current ?? [], ranked);
  held.current = order;
  const late = !alike(order, ranked);
  const latest = useRef(/** @type {string[] | null} */ (null));
  latest.current = ranked;
  const renew = () => {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    held.current = latest.current;
    renewed(Date.now());
    // A browser takes the focus from what is moved.
    setTimeout(() => focused?.isConnected && focused.focus({ preventScroll: true }));
  };
  useEffect(() => {
    if (!late) return;
    let timer = 0;
    const touched = () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => (writing() ? touched() : renew()), CALM);
    };
    touched();
    for (const touch of TOUCHES) addEventListener(touch, touched, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const touch of TOUCHES) removeEventListener(touch, touched, { capture: true });
    };
  }, [late]);
  return { order, late, renew };
}

function writing() {
  return document.activeElement?.closest(".questions textarea") != null;
}
