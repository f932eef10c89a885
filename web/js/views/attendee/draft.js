import { useState } from "../../../vendor/htm-preact/standalone.module.js";

/**
 * A text that is being written: it stays on the device until it is sent.
 * @param {Pick<import("../../page.js").Act, "draft" | "keep">} act
 * @param {string} name
 * @returns {[string, (text: string) => void]}
 */
export function useDraft(act, name) {
  const [text, set] = useState(() => String(act.draft(name) ?? ""));
  return [
    text,
    (next) => {
      act.keep(name, next || null);
      set(next);
    },
  ];
}
