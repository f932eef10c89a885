import { useEffect, useState } from "../../vendor/htm-preact/standalone.module.js";

/** From here on things have their places beside each other. */
const WIDE = "(min-width: 64rem)";

/** @returns {boolean} whether the screen is that wide */
export function useWide() {
  const [wide, widen] = useState(() => matchMedia(WIDE).matches);
  useEffect(() => {
    const query = matchMedia(WIDE);
    const hear = () => widen(query.matches);
    query.addEventListener("change", hear);
    return () => query.removeEventListener("change", hear);
  }, []);
  return wide;
}
