import { accept, replace } from "./items.js";

/** @typedef {import("./wire.js").Snapshot} Snapshot */
/** @typedef {import("./wire.js").You} You */

/**
 * What this page knows of the room it is in. `rev` is the room's sum, `arrived` what came since it last asked,
 * `parts` the frames of a long snapshot so far, `offset` the server's clock minus ours in ms.
 * @typedef {{ room: string, entered: boolean, rev: number, present: number, items: import("./items.js").Items,
 *   arrived: string[], parts: Snapshot[], offset: number, role: string }} Room
 */

/**
 * @param {string} room
 * @returns {Room} before anything of it is known
 */
export function unseen(room) {
  return { room, entered: false, rev: 0, present: 0, items: {}, arrived: [], parts: [], offset: 0, role: "" };
}

/**
 * @template {Room} R
 * @param {R} state
 * @param {string} room
 * @returns {R}
 */
export function move(state, room) {
  return { ...state, ...unseen(room), offset: state.offset, role: state.role };
}

/**
 * @template {Room} R
 * @param {R} state
 * @param {import("./wire.js").Update} frame
 * @returns {R}
 */
export function update(state, frame) {
  const { items, growth, keys } = accept(state.items, frame.items ?? {});
  const arrived = [...new Set([...state.arrived, ...keys])];
  return { ...state, items, arrived, rev: state.rev + growth, present: frame.present ?? state.present };
}

/**
 * @template {Room} R
 * @param {R} state
 * @param {Snapshot} frame the whole of it, or a part
 * @returns {R} changed as soon as all parts are there
 */
export function snapshot(state, frame) {
  const parts = [...state.parts.filter((other) => other.id === frame.id && other.part !== frame.part), frame];
  if (parts.length < (frame.parts ?? 1)) return { ...state, parts };
  const { items, growth } = replace(state.items, joined(parts), state.arrived);
  return {
    ...state,
    ...{ items, parts: [], arrived: [], entered: true },
    ...{ rev: frame.rev + growth, present: frame.present, offset: frame.now - frame.heard },
  };
}

/**
 * @param {Snapshot[]} parts
 * @returns {import("./wire.js").Lists} polls in the order in which they closed, so that the newest stands last
 */
function joined(parts) {
  /** @type {import("./wire.js").Lists} */
  const lists = {};
  for (const { items } of parts) {
    for (const [list, some] of Object.entries(items)) lists[list] = [...(lists[list] ?? []), ...some];
  }
  const closes = (/** @type {any} */ poll) => poll.closes ?? Number.MAX_SAFE_INTEGER;
  lists.polls?.sort((one, other) => closes(one) - closes(other));
  return lists;
}
