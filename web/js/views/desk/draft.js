import { useState } from "../../../vendor/htm-preact/standalone.module.js";

/**
 * What is being written, kept on the device from the first letter on.
 * @template T
 * @param {import("../../page.js").Act} act
 * @param {string} name of the draft
 * @param {T} start without one
 * @returns {[T, (next: T) => void, () => void]} what is written, how it changes, how it is forgotten
 */
export function useDraft(act, name, start) {
  const [value, set] = useState(() => /** @type {T} */ (act.draft(name) ?? start));
  const write = (/** @type {T} */ next) => {
    act.keep(name, next);
    set(next);
  };
  return [value, write, () => act.keep(name, null)];
}
