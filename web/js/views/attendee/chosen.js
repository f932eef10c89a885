import { folded } from "../../client/ballots.js";

/** @typedef {import("../../client/wire.js").Poll} Poll */
/** @typedef {import("../../client/wire.js").Choice} Choice */

/**
 * @param {Poll} poll
 * @param {Choice} picked as it stands in the form
 * @returns {Choice} as it would be sent: of words, each once and without what surrounds it
 */
export function wanted(poll, picked) {
  if (poll.kind !== "words") return picked;
  /** @type {Map<string, string>} */
  const words = new Map();
  for (const one of picked) {
    const word = String(one).normalize("NFC").replaceAll(/\s+/g, " ").trim();
    if (word && !words.has(folded(word))) words.set(folded(word), word);
  }
  return [...words.values()];
}

/**
 * @param {Poll} poll
 * @param {Choice} choice
 * @returns {number} how much more must be chosen before it can be sent
 */
export function lacking(poll, choice) {
  return Math.max(0, (poll.kind === "multiple" ? poll.min : 1) - choice.length);
}

/**
 * @param {Poll} poll
 * @param {Choice} choice
 * @returns {boolean} whether nothing more may be chosen beside it
 */
export function full(poll, choice) {
  return poll.kind === "multiple" && choice.length >= poll.max;
}

/**
 * @param {Poll} poll
 * @param {Choice} choice
 * @param {import("../../texts/texts.js").Words} t
 * @returns {string} what was chosen, in words; empty for nothing
 */
export function spoken(poll, choice, t) {
  const name = (/** @type {string | number} */ one) => {
    const option = poll.options.find(({ id }) => id === one);
    return option ? t.plain(option.text) : String(one);
  };
  return choice.map((one) => t.quoted(name(one))).join(", ");
}
