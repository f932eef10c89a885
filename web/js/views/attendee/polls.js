import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { here } from "../../client/place.js";
import { polls, running } from "../../client/polls.js";
import { drawable } from "../results.js";
import { AttendeePoll } from "./poll.js";

/** @typedef {import("../../client/wire.js").Poll} Poll */

/** @param {import("../../page.js").Props} props those that are open, else the newest, and the others folded away */
export function Polls(props) {
  const { state, t } = props;
  const all = polls(state, drawable);
  const open = all.filter(running);
  const shown = open.length > 0 ? open : all.slice(0, 1);
  const earlier = all.filter((poll) => !shown.includes(poll));
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
