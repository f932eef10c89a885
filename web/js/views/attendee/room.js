import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { polls, running } from "../../client/polls.js";
import { Patience } from "../patience.js";
import { drawable } from "../results.js";
import { Said } from "../said.js";
import { AttendeePoll } from "./poll.js";
import { Waiting } from "./waiting.js";

/** @typedef {import("../../page.js").Props} Props */
/** @typedef {import("../../client/wire.js").Poll} Poll */

/** @param {Props} props */
export function AttendeeRoom(props) {
  const { state, t } = props;
  if (!state.entered) return html`<${Patience} ...${{ state, t }} />`;
  const room = state.event?.rooms.find(({ id }) => id === state.room);
  const all = polls(state, drawable);
  const open = all.filter(running);
  const shown = open.length > 0 ? open : all.slice(0, 1);
  const earlier = all.filter((poll) => !shown.includes(poll));
  return html`
    <h1 class="unseen">${room && html`<${Said} of=${room.title} t=${t} />`}</h1>
    ${shown.map((poll) => html`<${AttendeePoll} key=${turn(poll)} ...${props} poll=${poll} />`)}
    ${open.length === 0 && html`<${Waiting} ...${props} />`}
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
