import { useEffect, useState } from "../../../vendor/htm-preact/standalone.module.js";

const WIDE = "(min-width: 64rem)";

/** @returns {boolean} whether there is room for columns */
export function useWide() {
  const [wide, set] = useState(() => matchMedia(WIDE).matches);
  useEffect(() => {
    const query = matchMedia(WIDE);
    const look = () => set(query.matches);
    query.addEventListener("change", look);
    return () => query.removeEventListener("change", look);
  }, []);
  return wide;
}
