/**
 * A WebSocket. The token travels as the second of the offered subprotocols, never in the address.
 * @param {{ address: string, token: string }} where
 * @param {import("./line.js").World} world
 * @param {import("./line.js").Listener} on
 * @returns {import("./line.js").Carrier}
 */
export function socket({ address, token }, world, on) {
  const open = new world.WebSocket(address, ["beifall.v1", token]);
  open.onopen = on.opened;
  open.onclose = on.lost;
  open.onmessage = ({ data }) => on.heard(String(data));
  return {
    send: (text) => open.send(text),
    close: () => open.close(),
  };
}
