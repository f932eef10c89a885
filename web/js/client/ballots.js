import { own } from "./own.js";

/** @typedef {import("./wire.js").Ballot} Ballot */
/** @typedef {import("./wire.js").Choice} Choice */

/**
 * @param {Ballot | undefined} held
 * @param {Ballot} other
 * @returns {Ballot} the later one, by round and seq
 */
function later(held, other) {
  if (!held || other.round > held.round) return other;
  return other.round === held.round && other.seq > held.seq ? other : held;
}

/**
 * @param {Record<string, Ballot>} held
 * @param {Record<string, Ballot>} [incoming]
 * @returns {Record<string, Ballot>}
 */
export function merge(held, incoming = {}) {
  const news = Object.entries(incoming).map(([poll, ballot]) => [poll, later(own(held, poll), ballot)]);
  return { ...held, ...Object.fromEntries(news) };
}

/**
 * @param {Choice} one
 * @param {Choice} [other]
 */
export function same(one, other) {
  return one.length === other?.length && one.every((chosen) => other.includes(chosen));
}

/**
 * @param {string} word
 * @returns {string} what its spellings have in common, as the server brings them together
 */
export function folded(word) {
  return word.normalize("NFKC").toLowerCase().replaceAll("ß", "ss");
}
