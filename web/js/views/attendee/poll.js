import { html, useEffect } from "../../../vendor/htm-preact/standalone.module.js";
import { phase, tally } from "../../client/polls.js";
import { notice as said, standing } from "../../client/standing.js";
import { results } from "../results.js";
import { Said } from "../said.js";
import { Turnout } from "../turnout.js";
import { Ballot } from "./ballot.js";
import { spoken } from "./chosen.js";

/** @typedef {import("../../page.js").Props & { poll: import("../../client/wire.js").Poll, votes: import("./voting.js").Votes }} PollProps */

/** @param {PollProps} props */
export function AttendeePoll(props) {
  const { poll, state, now, t, act } = props;
  const reached = phase(poll, now);
  const open = reached === "open" || reached === "closing";
  const { counts, sending } = standing(state, poll);
  const count = tally(state, poll);
  const Result = results[poll.kind];
  useEffect(() => {
    if (!open && !sending) act.keep(`words.${poll.id}.${poll.round}`, null);
  }, [open, !sending]);
  return html`<article class="poll" id="poll-${poll.id}" data-testid="poll" data-poll=${poll.id} data-phase=${reached}>
    <p class="kicker"><span class="chip" data-phase=${reached}>${t.poll}: ${t.phases[reached]}</span></p>
    <h2 id="prompt-${poll.id}"><${Said} of=${poll.prompt} t=${t} /></h2>
    ${open ? html`<${Ballot} ...${props} />` : html`<${Ending} ...${{ poll, t, reached, counts, sending, count }} />`}
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

/** @param {any} props after the vote */
function Ending({ poll, t, reached, counts, sending, count }) {
  const held = (sending ?? counts)?.choice ?? [];
  const choice = spoken(poll, held, t);
  const published = reached === "published";
  // A secret poll's ballot is nobody's once it is counted: that none is known here does not mean that there is none.
  const none = poll.secret && reached !== "counting" ? null : t.noChoice;
  const said = choice ? t.yourChoice[poll.kind === "words" ? "words" : "vote"](choice, held.length) : none;
  const soon = count ? "" : t.resultSoon;
  const thanks = html`<p>${t.thanks} ${reached === "counting" ? t.counting : soon}</p>`;
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
  return html`<p class="objection" role="alert" data-testid="objection">
    ${notice.code === "poll_not_open" ? late : `${t.refusedVote} ${t.why(notice.code, notice.message)}`}
    ${counts && !notice.unsure && ` ${t.stillCounts(spoken(poll, counts.choice, t))}`}
  </p>`;
}
