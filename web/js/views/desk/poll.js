import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { phase, tally } from "../../client/polls.js";
import { busy, notice as said } from "../../client/standing.js";
import { Countdown } from "../countdown.js";
import { results } from "../results.js";
import { Said } from "../said.js";
import { Turnout } from "../turnout.js";
import { Steps } from "./steps.js";

/** @param {import("../../page.js").Props & { poll: import("../../client/wire.js").Poll, runs: boolean }} props */
export function DeskPoll(props) {
  const { poll, state, now, t, runs } = props;
  const reached = phase(poll, now);
  const count = tally(state, poll);
  const notice = said(state, `polls/${poll.id}`);
  const Result = results[poll.kind];
  const live = reached === "open" || reached === "closing";
  return html`<article class="poll" data-testid="desk-poll" data-poll=${poll.id} data-phase=${reached}>
    <p class="kicker">
      <span class="chip" data-phase=${reached}>${t.phases[reached]}</span>
      ${live && html`<${Countdown} ...${{ poll, now, t }} />`}
    </p>
    <h2><${Said} of=${poll.prompt} t=${t} /></h2>
    ${reached === "draft" ? html`<${Options} ...${{ poll, t }} />` : html`<${Result} ...${{ poll, t }} tally=${count ?? uncounted(poll)} />`}
    ${count && html`<${Turnout} ...${{ tally: count, t }} />`}
    ${live && poll.secret && html`<p class="hint" data-testid="steps">${t.steps}</p>`}
    <p class="hint">${reached === "published" ? t.published : t.results[/** @type {keyof typeof t.results} */ (poll.results)]}</p>
    ${notice && html`<p class="objection" role="alert" data-testid="objection">${t.why(notice.code, notice.message)}</p>`}
    ${runs && html`<${Steps} ...${props} reached=${reached} working=${busy(state, `polls/${poll.id}`)} />`}
  </article>`;
}

/** @param {Pick<import("../../page.js").Props, "t"> & { poll: import("../../client/wire.js").Poll }} props */
function Options({ poll, t }) {
  return html`<details>
    <summary>${t.options(poll.options.length)}</summary>
    <ul class="plain">
      ${poll.options.map((option) => html`<li key=${option.id}><${Said} of=${option.text} t=${t} /></li>`)}
    </ul>
  </details>`;
}

/** @param {import("../../client/wire.js").Poll} poll */
function uncounted({ id, round }) {
  return { id, rev: 0, round, present: 0, ballots: 0, counts: {}, final: false };
}
