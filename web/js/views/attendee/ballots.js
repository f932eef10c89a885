import { Ballot } from "./ballot.js";

/**
 * How each kind of poll is voted on.
 * @type {Record<string, (props: any) => unknown>}
 */
export const ballots = {
  single: Ballot,
};
