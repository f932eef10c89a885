import { useEffect, useState } from "../../../vendor/htm-preact/standalone.module.js";

/**
 * @param {string} id of an element
 * @returns {boolean} whether any of it is in view
 */
export function useSeen(id) {
  const [seen, see] = useState(true);
  useEffect(() => {
    const card = document.getElementById(id);
    if (!card) return;
    const observer = new IntersectionObserver((entries) => see(entries.at(-1)?.isIntersecting ?? true));
    observer.observe(card);
    return () => observer.disconnect();
  }, [id]);
  return seen;
}
