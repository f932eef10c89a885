import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { phase, tally } from "../../client/polls.js";
import { busy } from "../../client/standing.js";
import { Countdown } from "../countdown.js";
import { results } from "../results.js";
import { Said } from "../said.js";
import { Turnout } from "../turnout.js";
import { Button } from "./button.js";
import { Objection } from "./objection.js";
import { PollMenu } from "./poll-menu.js";
import { Steps } from "./steps.js";

/**
 * @typedef {import("../../page.js").Props & { poll: import("../../client/wire.js").Poll, runs: boolean,
 *   copy: (values: import("../../desk/drafting.js").Values) => void }} PollProps
 */

/** @param {PollProps} props */
export function DeskPoll(props) {
  const { poll, state, now, t, act, runs } = props;
  const [open, show] = useState(false);
  const reached = phase(poll, now);
  const count = tally(state, poll);
  const live = reached === "open" || reached === "closing";
  const working = busy(state, `polls/${poll.id}`);
  return html`<article class="poll" data-testid="desk-poll" data-poll=${poll.id} data-phase=${reached}>
    <p class="kicker">
      <span class="chip" data-phase=${reached}>${t.phases[reached]}</span>
      ${live ? html`<${Countdown} ...${{ poll, now, t }} />` : html`<span class="hint">${t.pollKinds[poll.kind]}</span>`}
    </p>
    <h4><${Said} of=${poll.prompt} t=${t} /></h4>
    <${Objection} ...${{ state, t, act }} list="polls" id=${poll.id} />
    ${reached === "draft" ? html`<${Shape} ...${{ poll, t }} />` : html`<${Count} ...${{ poll, t, count }} />`}
    ${live && poll.secret && html`<p class="hint" data-testid="steps">${t.steps}</p>`}
    <p class="hint">${reached === "published" ? t.published : t.results[/** @type {keyof typeof t.results} */ (poll.results)]}</p>
    ${
      runs &&
      html`<div class="steps">
        <${Button} testid="more" look="press" label="${t.step.more}: ${t.plain(poll.prompt)}" onClick=${() => show(true)}>
          ${t.step.more}
        <//>
        <${Steps} ...${props} reached=${reached} working=${working} />
      </div>`
    }
    ${open && html`<${PollMenu} ...${{ ...props, reached, working }} close=${() => show(false)} />`}
  </article>`;
}

/** @param {{ poll: import("../../client/wire.js").Poll, t: import("../../texts/texts.js").Words }} props what may be chosen */
function Shape({ poll, t }) {
  if (poll.kind === "scale") return html`<p class="hint">${t.conduct.scale(poll.low, poll.high)}</p>`;
  if (poll.kind === "words") return html`<p class="hint">${t.conduct.words(poll.max)}</p>`;
  return html`<details>
    <summary>${t.options(poll.options.length)}${poll.kind === "multiple" && `, ${t.conduct.several(poll.min, poll.max)}`}</summary>
    <ul class="plain">
      ${poll.options.map((option) => html`<li key=${option.id}><${Said} of=${option.text} t=${t} /></li>`)}
    </ul>
  </details>`;
}

/** @param {any} props how the vote goes, or went */
function Count({ poll, t, count }) {
  const Result = results[poll.kind];
  const none = { id: poll.id, rev: 0, round: poll.round, present: 0, ballots: 0, counts: {}, words: [], final: false };
  return html`
    ${Result && html`<${Result} ...${{ poll, t }} tally=${count ?? none} />`}
    ${count && html`<${Turnout} ...${{ tally: count, t }} />`}
  `;
}
