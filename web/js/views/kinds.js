import { Ballot } from "./ballot.js";
import { Bars } from "./bars.js";

/**
 * How each kind of poll is voted on and counted out. A kind that is not here is not shown.
 * @type {Record<string, { vote: (props: any) => unknown, result: (props: any) => unknown }>}
 */
export const kinds = {
  single: { vote: Ballot, result: Bars },
};

/** @param {import("../client/wire.js").Poll} poll */
export function drawable(poll) {
  return Object.hasOwn(kinds, poll.kind);
}
