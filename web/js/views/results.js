import { Bars } from "./bars.js";

/**
 * How each kind of poll is counted out. A kind that is not here is not shown.
 * @type {Record<string, (props: any) => unknown>}
 */
export const results = {
  single: Bars,
};

/** @param {import("../client/wire.js").Poll} poll */
export function drawable(poll) {
  return Object.hasOwn(results, poll.kind);
}
