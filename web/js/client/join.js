import { participant } from "./participant.js";
import { reception } from "./reception.js";
import { newId, world } from "./world.js";

/**
 * Joins an event and enters a room of it: all that a page of one's own needs to begin with.
 * @param {{ site: string, code: string, ticket?: string, room?: string, nonce?: string,
 *   screen?: import("./wire.js").Screen, kept?: import("./device.js").Device,
 *   changed: (state: import("./reduce.js").State) => void }} of `site` is the event's address; `room` the plenum unless
 *   it is named; whoever comes with the same `nonce` (16 characters or more, a secret) is the same participant again;
 *   `changed` is called whenever there is something new to draw
 * @returns {Promise<ReturnType<typeof participant>>} throws `Refused` for a no, and what `fetch` throws without a network
 */
export async function join({ site, code, ticket, room, nonce = newId(), screen = "laptop", kept, changed }) {
  const house = reception((address, request) => fetch(address, request));
  const addresses = await house.addresses(site);
  const event = await house.event(addresses.api);
  const { token } = await house.join(addresses.api, { code, ticket: ticket ?? null, nonce });
  const me = participant({ screen, world, id: newId, kept, changed });
  const plenum = event.rooms.find(({ kind }) => kind === "plenum") ?? event.rooms[0];
  me.hear({ type: "event", event });
  me.hear({ type: "room", room: room ?? plenum?.id ?? "" });
  me.connect(addresses, token);
  return me;
}
