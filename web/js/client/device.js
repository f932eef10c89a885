const PREFIX = "beifall.";

/** @typedef {ReturnType<typeof device>} Device */

/**
 * What stays on this device: token, nonce, settings, what was not sent yet. Without a storage it lasts as long as the page.
 * @param {() => Storage} open a browser may forbid it by throwing
 */
export function device(open) {
  const kept = storage(open);

  /** @param {string} start of the keys */
  function keys(start) {
    const all = Array.from({ length: kept.length }, (_, index) => kept.key(index) ?? "");
    return all.filter((key) => key.startsWith(PREFIX + start)).map((key) => key.slice(PREFIX.length));
  }

  return {
    /**
     * @param {string} key
     * @returns {any} null if there is none
     */
    read(key) {
      try {
        return JSON.parse(kept.getItem(PREFIX + key) ?? "null");
      } catch {
        return null;
      }
    },
    /**
     * @param {string} key
     * @param {unknown} value null deletes it
     */
    write(key, value) {
      try {
        if (value === null) kept.removeItem(PREFIX + key);
        else kept.setItem(PREFIX + key, JSON.stringify(value));
      } catch {
        // Full: the page works without, until it is closed.
      }
    },
    keys,
    /** @param {string} [start] of the keys to forget; without it, all that the pages keep */
    forget(start = "") {
      for (const key of keys(start)) kept.removeItem(PREFIX + key);
    },
  };
}

/**
 * @param {() => Storage} open
 * @returns {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">}
 */
function storage(open) {
  try {
    return open();
  } catch {
    const held = new Map();
    return {
      getItem: (key) => held.get(key) ?? null,
      setItem: (key, value) => held.set(key, value),
      removeItem: (key) => held.delete(key),
      key: (index) => [...held.keys()][index] ?? null,
      get length() {
        return held.size;
      },
    };
  }
}
