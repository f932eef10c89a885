import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { phase, tally } from "../../client/polls.js";
import { notice as said, standing } from "../../client/standing.js";
import { results } from "../results.js";
import { Said } from "../said.js";
import { Turnout } from "../turnout.js";
import { ballots } from "./ballots.js";

/** @typedef {import("../../page.js").Props & { poll: import("../../client/wire.js").Poll }} PollProps */

/** @param {PollProps} props */
export function AttendeePoll(props) {
  const { poll, state, now, t } = props;
  const reached = phase(poll, now);
  const open = reached === "open" || reached === "closing";
  const { counts, sending } = standing(state, poll);
  const count = tally(state, poll);
  const [Vote, Result] = [ballots[poll.kind], results[poll.kind]];
  return html`<article class="poll" data-testid="poll" data-poll=${poll.id} data-phase=${reached}>
    <p class="kicker"><span class="chip" data-phase=${reached}>${t.poll}: ${t.phases[reached]}</span></p>
    <h2 id="prompt-${poll.id}"><${Said} of=${poll.prompt} t=${t} /></h2>
    ${open ? html`<${Vote} ...${props} phase=${reached} />` : html`<${Ending} ...${{ poll, t, reached, counts, sending }} />`}
    <${Objection} ...${props} />
    ${
      count &&
      (!open || counts) &&
      html`<section class="result" data-testid="result">
        <h3>${open ? t.soFar : t.result}</h3>
        <${Result} ...${{ poll, tally: count, t }} mine=${counts?.choice} />
        <${Turnout} ...${{ tally: count, t }} />
        ${!open && !count.final && html`<p class="hint">${t.notFinal}</p>`}
      </section>`
    }
    ${open && poll.secret && html`<p class="hint">${t.secret}</p>`}
  </article>`;
}

/** @param {any} props after the vote, until there is a result */
function Ending({ poll, t, reached, counts, sending }) {
  const choice = (sending ?? counts)?.choice[0];
  const chosen = poll.options.find((/** @type {{ id: string }} */ { id }) => id === choice);
  const published = reached === "published";
  // A secret poll's ballot is nobody's once it is counted: that none is known here does not mean that there is none.
  const none = poll.secret && reached !== "counting" ? null : t.noChoice;
  const said = chosen ? t.yourChoice(t.plain(chosen.text)) : none;
  const thanks = html`<p>${t.thanks} ${reached === "counting" ? t.counting : t.resultSoon}</p>`;
  return html`<div class="ending" data-testid="ending">
    ${!published && thanks}
    ${!published && said && html`<p data-testid="own">${said}</p>`}
    ${sending && html`<p>${t.sendingText}</p>`}
  </div>`;
}

/** @param {PollProps} props why a vote did not count, and what counts instead */
function Objection({ poll, state, t }) {
  const notice = said(state, `polls/${poll.id}`);
  const { counts } = standing(state, poll);
  const vote = notice?.command;
  if (!notice || vote?.action !== "vote" || vote.round !== poll.round || (counts && counts.seq >= vote.seq))
    return null;
  const late = notice.unsure ? t.unsure : t.tooLate;
  const chosen = poll.options.find((option) => option.id === counts?.choice[0]);
  return html`<p class="objection" role="alert" data-testid="objection">
    ${notice.code === "poll_not_open" ? late : `${t.refusedVote} ${t.why(notice.code, notice.message)}`}
    ${chosen && !notice.unsure && ` ${t.stillCounts(t.plain(chosen.text))}`}
  </p>`;
}
