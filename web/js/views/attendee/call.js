import { html, useEffect, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { phase, polls } from "../../client/polls.js";
import { standing } from "../../client/standing.js";
import { drawable } from "../results.js";

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
 * The way to an open poll, for whoever does not have it in view.
 * @param {import("../../page.js").Props & { go: (place: import("./attendee.js").Place) => void }} props
 */
export function Call({ state, now, t, go }) {
  const poll = waiting(state, now);
  const seen = useSeen(poll ? `poll-${poll.id}` : "");
  if (!poll || seen) return null;
  const follow = () => {
    go("now");
    // Once it is drawn.
    setTimeout(() => document.getElementById(`poll-${poll.id}`)?.scrollIntoView({ block: "start" }));
  };
  return html`<button type="button" class="call" data-testid="call" onClick=${follow}>
    <strong>${t.voteOpen}</strong> <span>${t.plain(poll.prompt)}</span>
  </button>`;
}

/**
 * @param {string} id of an element
 * @returns {boolean} whether any of it is in view
 */
function useSeen(id) {
  const [seen, see] = useState(true);
  useEffect(() => {
    const card = document.getElementById(id);
    if (!card) return;
    const observer = new IntersectionObserver((entries) => see(entries.at(-1)?.isIntersecting ?? true));
    observer.observe(card);
    return () => observer.disconnect();
  }, [id]);
  return seen;
}
