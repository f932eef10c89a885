import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { here } from "../../client/place.js";
import { polls, running } from "../../client/polls.js";
import { drawable } from "../results.js";
import { AttendeePoll } from "./poll.js";

/** @typedef {import("../../client/wire.js").Poll} Poll */

/** @param {import("../../page.js").Props} props those that are open, the last one that is over, and the others folded away */
export function Polls(props) {
  const { state, t } = props;
  const all = polls(state, drawable);
  const open = all.filter(running);
  const over = all.filter((poll) => !running(poll));
  const shown = [...open, ...over.slice(0, 1)];
  const earlier = over.slice(1);
  const stage = ["plenum", "forum"].includes(here(state)?.kind ?? "");
  return html`
    ${shown.map((poll) => html`<${AttendeePoll} key=${turn(poll)} ...${props} poll=${poll} />`)}
    ${
      open.length === 0 &&
      (stage || all.length > 0) &&
      html`<section class="waiting" data-testid="waiting">
        <h2>${t.waiting}</h2>
        <p>${t.waitingHint}</p>
      </section>`
    }
    ${
      earlier.length > 0 &&
      html`<details class="earlier" data-testid="earlier">
        <summary>${t.earlier(earlier.length)}</summary>
        ${earlier.map((poll) => html`<${AttendeePoll} key=${turn(poll)} ...${props} poll=${poll} />`)}
      </details>`
    }
  `;
}

/** @param {Poll} poll another round is another poll to the eye */
function turn({ id, round }) {
  return `${id}/${round}`;
}
