import { useState } from "../../../vendor/htm-preact/standalone.module.js";

/**
 * Whether a text may be sent, which is neither empty nor too long; what is wrong is said once somebody has tried.
 * @param {{ id: string, text: string, longest: number, empty: string, t: import("../../texts/texts.js").Words }} of `id` of
 *   the field, `empty` what is said of one without a word
 * @returns {{ wrong: string | null, fits: () => boolean }}
 */
export function useMeasure({ id, text, longest, empty, t }) {
  const [mistake, mistaken] = useState(/** @type {"empty" | "long" | null} */ (null));
  const length = [...text.trim()].length;
  const found = length === 0 ? "empty" : length > longest ? "long" : null;
  const said = { empty, long: t.why("too_large") };
  return {
    wrong: found !== null && found === mistake ? said[found] : null,
    fits() {
      mistaken(found);
      if (found) document.getElementById(id)?.focus();
      return !found;
    },
  };
}
