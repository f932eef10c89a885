const DRAFT = "draft.";

/**
 * What somebody has begun to write stays on the device until it was sent.
 * @param {import("./client/device.js").Device} kept
 * @param {string} kind of page
 * @param {() => boolean} admitted whether anything may be kept by now
 */
export function drafts(kept, kind, admitted) {
  const key = (/** @type {string} */ name) => `${DRAFT}${kind}.${name}`;
  return {
    /**
     * @param {string} name
     * @returns {any} null if there is none
     */
    draft: (name) => kept.read(key(name)),
    /**
     * @param {string} name
     * @param {unknown} draft null forgets it
     */
    keep(name, draft) {
      if (admitted() || draft === null) kept.write(key(name), draft);
    },
  };
}
