import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { present } from "../../client/items.js";
import { polls } from "../../client/polls.js";
import { Mark } from "../mark.js";
import { NoLink } from "../no-link.js";
import { drawable } from "../results.js";
import { Said } from "../said.js";
import { Link } from "../shell.js";
import { StageInvitation } from "./invitation.js";
import { StagePoll } from "./poll.js";

/** @typedef {import("../../page.js").Props} Props */

/** @param {Props} props */
export function Stage(props) {
  const { state, t, act } = props;
  if (!state.token || (!state.entered && state.connection === "barred")) {
    return html`<main><${NoLink} ...${props} title=${t.stage} /></main>`;
  }
  const [poll] = polls(state, drawable);
  const room = state.event?.rooms.find(({ id }) => id === state.room);
  const [event] = /** @type {import("../../client/wire.js").EventItem[]} */ (present(state.items, "event"));
  return html`
    <header class="top">
      <p class="brand"><${Mark} /> <span>${state.event && html`<${Said} of=${state.event.title} t=${t} />`}</span></p>
      <p class="place">${room && html`<${Said} of=${room.title} t=${t} />`}</p>
    </header>
    <main class=${poll ? "playing" : "idle"} data-testid="stage">
      ${poll ? html`<${StagePoll} key="${poll.id}/${poll.round}" ...${props} poll=${poll} />` : html`<h1>${t.stageIdle}</h1>`}
      ${event?.code && html`<${StageInvitation} code=${event.code} t=${t} />`}
    </main>
    <footer class="bottom">
      <p class="straw">${t.straw}</p>
      <${Link} ...${{ state, t }} />
      <button type="button" class="quiet" data-testid="leave" onClick=${act.leave}>${t.leave}</button>
    </footer>
  `;
}
