import { accept, replace, sum } from "./items.js";
import { own } from "./own.js";
import { changed, elsewhere, keysOf, nothingOwn, replaced } from "./own-things.js";

/** @typedef {import("./wire.js").Snapshot} Snapshot */
/** @typedef {import("./wire.js").You} You */

/**
 * What this page knows of the room it is in. `rev` is the room's sum; `arrived` what came since it
 * asked and `asks` what it asked, both by number: a snapshot is older than what came since it was asked for. `parts` the frames of long snapshots so far, `told` when the server last said anything of it or of oneself (our clock),
 * `offset` the server's clock minus ours in ms, `mine` one's own things, `tick` the last one of its applause.
 * @typedef {{ room: string, entered: boolean, rev: number, present: number, items: import("./items.js").Items,
 *   news: number, arrived: Record<string, number>, asks: Record<string, number>, parts: Snapshot[], told: number, offset: number, mine: import("./own-things.js").Mine,
 *   tick: import("./ticks.js").Tick | null }} Room
 */

/**
 * @param {string} room
 * @returns {Room} before anything of it is known
 */
export function unseen(room) {
  const nothing = { rev: 0, present: 0, items: {}, news: 0, arrived: {}, asks: {}, parts: [], told: 0, tick: null };
  return { room, entered: false, ...nothing, offset: 0, mine: nothingOwn };
}

/**
 * @template {Room} R
 * @param {R} state
 * @param {string} room
 * @returns {R}
 */
export function move(state, room) {
  return { ...state, ...unseen(room), offset: state.offset, mine: elsewhere(state.mine) };
}

/**
 * @template {Room} R
 * @param {R} state
 * @param {import("./wire.js").Update} frame
 * @returns {R}
 */
export function update(state, frame) {
  const { items, growth, keys } = accept(state.items, frame.items ?? {});
  const you = frame.you ?? {};
  const rev = state.rev + growth;
  const mine = changed(state.mine, you);
  const noted = arrive(state, [...keys, ...keysOf(you)]);
  return { ...noted, items, rev, mine, present: frame.present ?? state.present, told: frame.heard };
}

/**
 * @template {Room} R
 * @param {R} state
 * @param {import("./wire.js").Pong} frame
 * @returns {R}
 */
export function pong(state, frame) {
  const mine = frame.you ? replaced(state.mine, frame.you, since(state, frame.id)) : state.mine;
  return { ...state, mine, told: frame.heard, offset: frame.now - frame.heard };
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
  const { lists, you } = joined(together);
  const newer = since(state, frame.id);
  const items = replace(state.items, lists, newer);
  const mine = together.some((part) => part.you) ? replaced(state.mine, you, newer) : state.mine;
  // The sum of what is held, not what the frame says: were something missing, the next ping would find it.
  return {
    ...state,
    ...{ items, mine, parts: others, entered: true },
    ...{ rev: sum(items), present: frame.present, told: frame.heard, offset: frame.now - frame.heard },
  };
}

/**
 * @template {Room} R
 * @param {R} state
 * @param {string[]} keys
 * @returns {R} which notes that these have come
 */
export function arrive(state, keys) {
  const news = state.news + 1;
  return { ...state, news, arrived: { ...state.arrived, ...Object.fromEntries(keys.map((key) => [key, news])) } };
}

/** So many asks at a time: whose answer comes later still, is taken for older than all that has come. */
const ASKS = 4;

/**
 * @template {Room} R
 * @param {R} state
 * @param {string} id of what is asked now
 * @returns {R} without what had come before the oldest of the asks
 */
export function ask(state, id) {
  const asks = Object.fromEntries([...Object.entries(state.asks), [id, state.news]].slice(-ASKS));
  const oldest = Math.min(...Object.values(asks));
  const arrived = Object.fromEntries(Object.entries(state.arrived).filter(([, news]) => news > oldest));
  return { ...state, asks, arrived };
}

/**
 * @param {Room} state
 * @param {string | null} id
 * @returns {string[]} what has come since this was asked
 */
function since({ asks, arrived }, id) {
  const asked = (id !== null && own(asks, id)) || 0;
  return Object.keys(arrived).filter((key) => (arrived[key] ?? 0) > asked);
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
 * @returns {{ lists: import("./wire.js").Lists, you: You }} polls in the order in which they closed, so that the newest
 *   stands last
 */
function joined(parts) {
  const lists = /** @type {import("./wire.js").Lists} */ (whole(parts.map(({ items }) => items)));
  const closes = (/** @type {any} */ poll) => poll.closes ?? Number.MAX_SAFE_INTEGER;
  lists.polls?.sort((one, other) => closes(one) - closes(other));
  return { lists, you: whole(parts.map(({ you = {} }) => you)) };
}

/**
 * @param {Record<string, any>[]} pieces
 * @returns {Record<string, any>} lists one after another, maps in one
 */
function whole(pieces) {
  /** @type {Map<string, any>} */
  const all = new Map();
  for (const [name, value] of pieces.flatMap((piece) => Object.entries(piece))) {
    const held = all.get(name);
    if (Array.isArray(held) && Array.isArray(value)) all.set(name, [...held, ...value]);
    else if (isMap(held) && isMap(value)) all.set(name, { ...held, ...value });
    else all.set(name, Array.isArray(value) ? [...value] : value);
  }
  return Object.fromEntries(all);
}

/** @param {unknown} value */
function isMap(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
