import { Bars } from "./bars.js";
import { Scale } from "./scale.js";
import { Words } from "./words.js";

/**
 * How each kind of poll is counted out, drawn from `{ poll, tally, t, mine }` (see bars.js). A kind that is not here is
 * not shown.
 * @type {Record<string, (props: any) => unknown>}
 */
export const results = {
  single: Bars,
  multiple: Bars,
  scale: Scale,
  words: Words,
};

/** @param {import("../client/wire.js").Poll} poll */
export function drawable(poll) {
  return Object.hasOwn(results, poll.kind);
}
