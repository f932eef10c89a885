import { useLayoutEffect, useState } from "../../../vendor/htm-preact/standalone.module.js";

/** So many pixels of a poll are its edge: what it asks is not among them. */
const EDGE = 64;

/**
 * @param {string} id of a poll's card
 * @param {number} [round] of that poll: another round has another card
 * @returns {boolean} whether more than its upper edge is in view, and not only behind the bar
 */
export function useSeen(id, round) {
  const [seen, see] = useState(true);
  // At once: what watched a card that is gone would still say so.
  useLayoutEffect(() => {
    const card = document.getElementById(id);
    if (!card) return;
    const bar = /** @type {HTMLElement | null} */ (document.querySelector(".footbar"))?.offsetHeight ?? 0;
    const rootMargin = `0px 0px -${bar + EDGE}px`;
    const observer = new IntersectionObserver((entries) => see(entries.at(-1)?.isIntersecting ?? true), { rootMargin });
    observer.observe(card);
    return () => observer.disconnect();
  }, [id, round]);
  return seen;
}
