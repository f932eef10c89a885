import { present } from "./items.js";
import { own } from "./own.js";

/** @typedef {import("./reduce.js").State} State */
/** @typedef {import("./wire.js").AgendaItem} AgendaItem */

/** How long (ms) after its time a gong is still to be seen. */
const GONG = 10 * 60_000;

/**
 * @param {State} state
 * @returns {import("./wire.js").Room | undefined} the room as it is now
 */
export function here(state) {
  return /** @type {import("./wire.js").Room | undefined} */ (own(state.items.rooms, state.room));
}

/**
 * @param {import("./wire.js").Room | undefined} room
 * @returns {room is import("./wire.js").Room} whether people clap there, or do while it is not switched off
 */
export function claps(room) {
  return room !== undefined && (room.applause || room.kind === "plenum" || room.kind === "forum");
}

/**
 * @param {State} state
 * @returns {import("./wire.js").EventItem | undefined}
 */
export function event(state) {
  return /** @type {import("./wire.js").EventItem[]} */ (present(state.items, "event"))[0];
}

/**
 * @param {State} state
 * @param {string} room
 * @returns {import("./wire.js").Text} its title
 */
export function title(state, room) {
  return state.event?.rooms.find(({ id }) => id === room)?.title ?? "";
}

/**
 * @param {State} state
 * @param {number} now the server's clock
 * @returns {{ running: AgendaItem | undefined, next: AgendaItem | undefined }} what is on in this room, and what comes
 *   next anywhere; neither once the event is over
 */
export function programme(state, now) {
  if (state.event && now > state.event.ends) return { running: undefined, next: undefined };
  const agenda = [...(event(state)?.agenda ?? [])].sort((one, other) => one.starts - other.starts);
  const running = agenda.filter(({ starts, rooms }) => starts <= now && rooms.includes(state.room)).at(-1);
  return { running, next: agenda.find(({ starts }) => starts > now) };
}

/**
 * @param {State} state
 * @param {number} now the server's clock
 * @returns {import("./wire.js").Gong | null} the call to a room, until some time after people should be there
 */
export function gong(state, now) {
  const called = event(state)?.gong ?? null;
  return called && now < called.at + GONG ? called : null;
}

/**
 * @param {State} state
 * @returns {import("./wire.js").Door[]} the other rooms, as they are seen from the foyer; none elsewhere
 */
export function doors(state) {
  const rooms = /** @type {(import("./wire.js").Door)[]} */ (present(state.items, "rooms"));
  return rooms.filter(({ id }) => id !== state.room);
}
