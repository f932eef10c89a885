import { own } from "./own.js";

/** @typedef {import("./wire.js").Item} Item */
/** @typedef {import("./wire.js").Lists} Lists */

/**
 * A room's items by list and id; within a list, what changed last stands last.
 * @typedef {Record<string, Record<string, Item>>} Items
 */

/**
 * Keeps of each item the highest rev. Unknown lists are kept too: they count in the room's sum.
 * @param {Items} held
 * @param {Lists} incoming
 * @returns {{ items: Items, growth: number, keys: string[] }} `growth`: by how much the room's sum rises
 */
export function accept(held, incoming) {
  let items = held;
  const keys = [];
  let growth = 0;
  for (const [list, news] of Object.entries(incoming)) {
    if (!Array.isArray(news)) continue;
    for (const item of news) {
      const { [item.id]: _, ...others } = own(items, list) ?? {};
      const rev = own(own(items, list), item.id)?.rev ?? 0;
      if (item.rev <= rev) continue;
      items = { ...items, [list]: { ...others, [item.id]: item } };
      growth += item.rev - rev;
      keys.push(`${list}/${item.id}`);
    }
  }
  return { items, growth, keys };
}

/**
 * A snapshot replaces everything, except what is held with a higher rev and what came while it was on its way.
 * @param {Items} held
 * @param {Lists} incoming
 * @param {readonly string[]} arrived keys of what came since the snapshot was asked for
 * @returns {Items}
 */
export function replace(held, incoming, arrived) {
  const fresh = accept({}, incoming).items;
  const newer = Object.entries(held).map(([list, items]) => {
    const wanted = (/** @type {Item} */ { id }) => own(own(fresh, list), id) || arrived.includes(`${list}/${id}`);
    return [list, Object.values(items).filter(wanted)];
  });
  return accept(fresh, Object.fromEntries(newer)).items;
}

/**
 * @param {Items} items
 * @returns {number} the sum of all revs, of what is gone too
 */
export function sum(items) {
  return Object.values(items)
    .flatMap((list) => Object.values(list))
    .reduce((total, { rev }) => total + rev, 0);
}

/**
 * @template {Item} T
 * @param {Items} items
 * @param {string} list
 * @returns {T[]} what is there and not gone
 */
export function present(items, list) {
  return /** @type {T[]} */ (Object.values(own(items, list) ?? {}).filter((item) => !item.gone));
}
