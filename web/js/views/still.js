import { useLayoutEffect, useState } from "../../vendor/htm-preact/standalone.module.js";

const STILL = "(prefers-reduced-motion: reduce)";

/** @returns {boolean} whether nothing shall move on this device */
export function useStill() {
  const [still, rest] = useState(() => matchMedia(STILL).matches);
  useLayoutEffect(() => {
    const query = matchMedia(STILL);
    const hear = () => rest(query.matches);
    query.addEventListener("change", hear);
    return () => query.removeEventListener("change", hear);
  }, []);
  return still;
}
