import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { polls } from "../../client/polls.js";
import { NoLink } from "../no-link.js";
import { Patience } from "../patience.js";
import { drawable } from "../results.js";
import { Shell } from "../shell.js";
import { DeskPoll } from "./poll.js";

const RUNS_POLLS = ["moderator", "organiser"];

/** @typedef {import("../../page.js").Props} Props */

/** @param {Props} props */
export function Desk(props) {
  const { state, t } = props;
  const inside = state.token !== null && (state.entered || state.connection !== "barred");
  return html`<${Shell} ...${props} inside=${inside} title=${t.desk}>
    ${inside ? html`<${Polls} ...${props} />` : html`<${NoLink} ...${props} title=${t.desk} />`}
  <//>`;
}

/** @param {Props} props */
function Polls(props) {
  const { state, t } = props;
  if (!state.entered) return html`<${Patience} ...${{ state, t }} />`;
  // Always in the same order: nothing may move under a moderator's finger.
  const all = polls(state, drawable).sort((one, other) => one.id.localeCompare(other.id));
  const runs = RUNS_POLLS.includes(state.mine.role);
  return html`
    <h1 class="unseen">${t.desk}</h1>
    <p class="present" data-testid="present">${t.present(state.present)}</p>
    ${!runs && html`<p class="link">${t.watching}</p>`}
    ${all.length === 0 && html`<p class="patience">${t.deskEmpty}</p>`}
    <div class="polls">
      ${all.map((poll) => html`<${DeskPoll} key=${poll.id} ...${props} poll=${poll} runs=${runs} />`)}
    </div>
  `;
}
