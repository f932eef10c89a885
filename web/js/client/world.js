/** @type {import("./line.js").World} */
export const world = {
  clock: () => Date.now(),
  random: () => Math.random(),
  later(act, ms) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  WebSocket: globalThis.WebSocket,
  fetch: (address, request) => fetch(address, request),
};

/** @returns {string} 24 characters of chance; works without HTTPS too, where there is no `randomUUID` */
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
