import { accept, replace, sum } from "./items.js";
import { own } from "./own.js";

/** @typedef {import("./wire.js").Snapshot} Snapshot */
/** @typedef {import("./wire.js").You} You */

/**
 * What this page knows of the room it is in. `rev` is the room's sum, `arrived` what came since it last asked,
 * `parts` the frames of long snapshots so far, `told` when the server last said anything of it or of oneself (our clock),
 * `offset` the server's clock minus ours in ms.
 * @typedef {{ room: string, entered: boolean, rev: number, present: number, items: import("./items.js").Items,
 *   arrived: string[], parts: Snapshot[], told: number, offset: number, role: string }} Room
 */

/**
 * @param {string} room
 * @returns {Room} before anything of it is known
 */
export function unseen(room) {
  const nothing = { rev: 0, present: 0, items: {}, arrived: [], parts: [], told: 0 };
  return { room, entered: false, ...nothing, offset: 0, role: "" };
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
  const rev = state.rev + growth;
  return { ...state, items, arrived, rev, present: frame.present ?? state.present, told: frame.heard };
}

/**
 * @template {Room} R
 * @param {R} state
 * @param {Snapshot} frame the whole of it, or a part
 * @returns {R} changed as soon as all parts are there
 */
export function snapshot(state, frame) {
  const parts = [
    ...state.parts.filter((other) => other.part !== frame.part || sending(other) !== sending(frame)),
    frame,
  ];
  const together = parts.filter((other) => sending(other) === sending(frame));
  if (together.length < (frame.parts ?? 1)) return { ...state, parts };
  const others = parts.filter((other) => other.id === frame.id && sending(other) !== sending(frame));
  const items = replace(state.items, joined(together), state.arrived);
  // The sum of what is held, not what the frame says: were something missing, the next ping would find it.
  return {
    ...state,
    ...{ items, parts: others, arrived: [], entered: true },
    ...{ rev: sum(items), present: frame.present, told: frame.heard, offset: frame.now - frame.heard },
  };
}

/**
 * Which parts belong together: a reply that is sent again has the same id, and the room may have changed meanwhile.
 * @param {Snapshot} frame
 */
export function sending({ id, rev, parts = 1 }) {
  return `${id}/${rev}/${parts}`;
}

/**
 * @param {Snapshot[]} parts
 * @returns {import("./wire.js").Lists} polls in the order in which they closed, so that the newest stands last
 */
function joined(parts) {
  /** @type {import("./wire.js").Lists} */
  let lists = {};
  for (const { items } of parts) {
    for (const [list, some] of Object.entries(items))
      lists = { ...lists, [list]: [...(own(lists, list) ?? []), ...some] };
  }
  const closes = (/** @type {any} */ poll) => poll.closes ?? Number.MAX_SAFE_INTEGER;
  lists.polls?.sort((one, other) => closes(one) - closes(other));
  return lists;
}
