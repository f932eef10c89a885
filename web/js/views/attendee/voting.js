import { useLayoutEffect, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { useSeen } from "./seen.js";

/** @typedef {(poll: string, unsent: boolean) => void} Votes says whether somebody has an unsent choice in view */

/** @returns {{ voting: boolean, votes: Votes }} `voting`: a choice is in view that was not sent */
export function useVoting() {
  const [polls] = useState(() => /** @type {Set<string>} */ (new Set()));
  const [voting, set] = useState(false);
  const votes = (/** @type {string} */ poll, /** @type {boolean} */ unsent) => {
    if (unsent) polls.add(poll);
    else polls.delete(poll);
    set(polls.size > 0);
  };
  return { voting, votes };
}

/**
 * @param {string} poll
 * @param {boolean} unsent whether there is a choice that was not sent
 * @param {Votes} votes
 */
export function useVote(poll, unsent, votes) {
  const seen = useSeen(`poll-${poll}`);
  const now = unsent && seen;
  // At once: a poll that opens in the same moment would still come above.
  useLayoutEffect(() => {
    votes(poll, now);
    return () => votes(poll, false);
  }, [now]);
}
