import { merge } from "./ballots.js";
import { own } from "./own.js";

/** @typedef {import("./wire.js").You} You */
/** @typedef {import("./wire.js").Question} Question */
/** @typedef {import("./wire.js").HelpRequest} HelpRequest */
/** @typedef {{ on: boolean, seq: number }} Support */

/**
 * One's own things in the room, as the server has told them: the same on every device. `rooms`: those that a link is
 * for, none for who has no link or one that is for all; `video`: the address where one's own table meets, known to
 * whoever has taken the seat here.
 * @typedef {{ participant: string, role: string, rooms: string[], slot: number,
 *   ballots: Record<string, import("./wire.js").Ballot>, upvotes: Record<string, Support>,
 *   mood: { mood: number, seq: number } | null, seat: string | null, video: string | null,
 *   asked: Record<string, Question>, helps: Record<string, HelpRequest> }} Mine
 */

/** @type {Mine} */
export const nothingOwn = {
  ...{ participant: "", role: "", rooms: [], slot: 0, ballots: {}, upvotes: {} },
  ...{ mood: null, seat: null, video: null, asked: {}, helps: {} },
};

/**
 * @param {Mine} mine
 * @returns {Mine} what stays when another room is entered
 */
export function elsewhere(mine) {
  const { participant, role, rooms, slot, helps } = mine;
  return { ...nothingOwn, participant, role, rooms, slot, helps };
}

/**
 * @param {Mine} mine
 * @param {You} you the things that have changed
 * @returns {Mine}
 */
export function changed(mine, you) {
  return {
    ...mine,
    ...who(mine, you),
    ballots: merge(mine.ballots, you.ballots),
    upvotes: supports(mine.upvotes, you.upvotes ?? {}),
    mood: you.mood && you.mood.seq >= (mine.mood?.seq ?? 0) ? you.mood : mine.mood,
    ...(you.seat === undefined ? {} : seated(mine, you.seat)),
    asked: newest(mine.asked, you.asked),
    helps: newest(mine.helps, you.helps),
  };
}

/**
 * @param {Mine} mine
 * @param {You} you all of them
 * @param {readonly string[]} arrived keys of what came since they were asked for: it is newer
 * @returns {Mine}
 */
export function replaced(mine, you, arrived) {
  /** @type {<T>(held: Record<string, T>, list: string, wanted: (id: string) => unknown) => Record<string, T>} */
  const only = (held, list, wanted) =>
    Object.fromEntries(Object.entries(held).filter(([id]) => wanted(id) || arrived.includes(`you/${list}/${id}`)));
  const among = (/** @type {{ id: string }[] | undefined} */ items) => (/** @type {string} */ id) =>
    items?.some((item) => item.id === id);
  const upvotes = only(mine.upvotes, "upvotes", (id) => own(you.upvotes, id));
  const seat = arrived.includes("you/seat") ? mine.seat : (you.seat ?? null);
  const kept = {
    ...mine,
    upvotes,
    mood: you.mood || arrived.includes("you/mood") ? mine.mood : null,
    asked: only(mine.asked, "asked", among(you.asked)),
    helps: only(mine.helps, "helps", among(you.helps)),
  };
  return changed(kept, { ...you, seat });
}

/**
 * @param {You} you
 * @returns {string[]} what it tells of, as keys like those of items
 */
export function keysOf(you) {
  const ids = (/** @type {{ id: string }[] | undefined} */ items) => (items ?? []).map(({ id }) => id);
  return [
    ...Object.keys(you.upvotes ?? {}).map((id) => `you/upvotes/${id}`),
    ...ids(you.asked).map((id) => `you/asked/${id}`),
    ...ids(you.helps).map((id) => `you/helps/${id}`),
    ...(you.mood === undefined ? [] : ["you/mood"]),
    ...(you.seat === undefined ? [] : ["you/seat"]),
  ];
}

/**
 * @param {Mine} mine
 * @param {You} you
 */
function who(mine, you) {
  const { participant = mine.participant, role = mine.role, rooms = mine.rooms, slot = mine.slot } = you;
  return { participant, role, rooms, slot };
}

/**
 * @param {Mine} mine
 * @param {string | null} seat the address of a table is nobody's who sits at another
 */
function seated(mine, seat) {
  return { seat, video: seat === mine.seat ? mine.video : null };
}

/**
 * @param {Record<string, Support>} held
 * @param {Record<string, number | null>} incoming null: no longer
 * @returns {Record<string, Support>}
 */
function supports(held, incoming) {
  const news = Object.entries(incoming).flatMap(([id, seq]) => {
    const before = own(held, id)?.seq ?? 0;
    return seq !== null && seq < before ? [] : [[id, { on: seq !== null, seq: seq ?? before }]];
  });
  return { ...held, ...Object.fromEntries(news) };
}

/**
 * @template {{ id: string, rev: number }} T
 * @param {Record<string, T>} held
 * @param {readonly { id: string, rev: number }[]} [incoming]
 * @returns {Record<string, T>} of each the one with the highest rev
 */
function newest(held, incoming = []) {
  const news = incoming.filter(({ id, rev }) => rev >= (own(held, id)?.rev ?? 0)).map((item) => [item.id, item]);
  return { ...held, ...Object.fromEntries(news) };
}
