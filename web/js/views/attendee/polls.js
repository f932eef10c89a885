import { html, useRef } from "../../../vendor/htm-preact/standalone.module.js";
import { here } from "../../client/place.js";
import { polls, running } from "../../client/polls.js";
import { drawable } from "../results.js";
import { Notice } from "./banners.js";
import { kept } from "./order.js";
import { AttendeePoll } from "./poll.js";

/** @typedef {import("../../client/wire.js").Poll} Poll */

/**
 * Those that are open, the last one that is over, and the others folded away.
 * @param {import("../../page.js").Props & { below: boolean, voting: boolean, votes: import("./voting.js").Votes }} props
 *   `below`: the room's notice makes way for what is open
 */
export function Polls(props) {
  const { state, t, below, voting } = props;
  const all = polls(state, drawable);
  const open = useOpen(all.filter(running), voting);
  const over = all.filter((poll) => !running(poll));
  const earlier = over.slice(1);
  const stage = ["plenum", "forum"].includes(here(state)?.kind ?? "");
  const card = (/** @type {Poll} */ poll) => html`<${AttendeePoll} key=${turn(poll)} ...${props} poll=${poll} />`;
  // Without a hole where there is none: what comes to stand in its place would be made anew, and a choice be lost.
  const notice = below ? [html`<${Notice} key="notice" ...${props} />`] : [];
  return html`
    ${[...open.map(card), ...notice, ...over.slice(0, 1).map(card)]}
    ${
      all.length === 0 &&
      stage &&
      html`<section class="waiting" data-testid="waiting">
        <h2>${t.waiting}</h2>
        <p>${t.waitingHint}</p>
      </section>`
    }
    ${
      earlier.length > 0 &&
      html`<details class="earlier" data-testid="earlier">
        <summary>${t.earlier(earlier.length)}</summary>
        ${earlier.map(card)}
      </details>`
    }
  `;
}

/**
 * @param {Poll[]} open the newest first
 * @param {boolean} voting
 * @returns {Poll[]} what is shown stays where it is; what is new comes first, but below that on which somebody is about
 *   to vote
 */
function useOpen(open, voting) {
  const shown = useRef(/** @type {string[]} */ ([]));
  const turns = open.map(turn);
  const held = shown.current ?? [];
  const fresh = turns.filter((one) => !held.includes(one));
  const order = kept(voting ? held : [...fresh, ...held], turns);
  shown.current = order;
  return [...open].sort((one, other) => order.indexOf(turn(one)) - order.indexOf(turn(other)));
}

/** @param {Poll} poll another round is another poll to the eye */
function turn({ id, round }) {
  return `${id}/${round}`;
}
