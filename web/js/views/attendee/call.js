import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { phase, polls } from "../../client/polls.js";
import { standing } from "../../client/standing.js";
import { drawable } from "../results.js";
import { useSeen } from "./seen.js";
import { useSteady } from "./steady.js";

/**
 * @param {import("../../client/reduce.js").State} state
 * @param {number} now the server's clock
 * @returns {import("../../client/wire.js").Poll | undefined} one that is open, and in which one has not voted
 */
export function waiting(state, now) {
  return polls(state, drawable).find((poll) => {
    const { counts, sending } = standing(state, poll);
    return ["open", "closing"].includes(phase(poll, now)) && !counts && !sending;
  });
}

/**
 * The way to an open poll, for whoever does not have it in view. Who is about to send a vote is not called away: the
 * button would move from under their finger, and the call would be where it was.
 * @param {import("../../page.js").Props & { voting: boolean, go: (place: import("./attendee.js").Place) => void }} props
 */
export function Call({ state, now, t, voting, go }) {
  const first = waiting(state, now);
  const seen = useSeen(first ? `poll-${first.id}` : "", first?.round);
  const poll = useSteady(seen || voting ? undefined : first);
  if (!poll) return null;
  const follow = () => {
    go("now");
    // Once it is drawn.
    setTimeout(() => document.getElementById(`poll-${poll.id}`)?.scrollIntoView({ block: "start" }));
  };
  return html`<button type="button" class="call" data-testid="call" onClick=${follow}>
    <strong>${t.voteOpen}</strong> <span>${t.plain(poll.prompt)}</span>
  </button>`;
}
