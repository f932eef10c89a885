import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { phase, polls, running, tally } from "../../client/polls.js";
import { drawable, results } from "../results.js";
import { Said } from "../said.js";
import { Turnout } from "../turnout.js";
import { Choices } from "./choices.js";
import { Clock } from "./clock.js";
import { Cloud } from "./cloud.js";

/** @typedef {import("../../client/wire.js").Poll} Poll */

/** What is left for the text of a poll at 16:9, in rem (see stage.css). */
const ROOM = { across: 47, down: 24 };

/** What a line with a bar has beside and below its text, and one without, in em. */
const COUNTED = { beside: 6.5, line: 1.2, below: 1.3 };
const ASKED = { beside: 1.4, line: 1.25, below: 0.9 };

/**
 * Where the large screen counts out in another way than the pages do.
 * @type {typeof results}
 */
const onScreen = { ...results, words: Cloud };

/** @param {import("../../page.js").Props & { poll: Poll, timed?: boolean }} props `timed`: with a clock of its own */
export function StagePoll({ poll, state, now, t, timed = false }) {
  const reached = phase(poll, now);
  const count = tally(state, poll);
  const open = reached === "open" || reached === "closing";
  const Result = onScreen[poll.kind];
  const others = polls(state, drawable).filter((other) => running(other) && other.id !== poll.id);
  return html`<article class="poll ${long(poll, t) ? "long" : ""}" data-testid="stage-poll" data-poll=${poll.id} data-phase=${reached} data-kind=${poll.kind}
    style=${{ "--columns": columns(poll, t.plain, count !== null) }}>
    <p class="kicker">
      <span class="chip" data-phase=${reached}>${open ? t.voteNow : count && reached !== "counting" ? t.result : t.poll}</span>
      ${open && timed && html`<${Clock} ...${{ poll, now, t }} />`}
    </p>
    <h1><${Said} of=${poll.prompt} t=${t} /></h1>
    ${count ? html`<${Result} ...${{ poll, tally: count, t }} />` : html`<${Choices} ...${{ poll, t }} />`}
    <div class="foot">
      ${count && html`<${Turnout} ...${{ tally: count, t }} present=${running(poll) ? state.present : count.present} />`}
      ${open && !count && state.present > 0 && html`<p data-testid="present" data-n=${state.present}>${t.present(state.present)}</p>`}
      ${reached === "counting" && html`<p class="ending">${t.counting}</p>`}
      ${reached === "closed" && !count && html`<p class="ending">${t.stageClosed}</p>`}
      ${others.length > 0 && html`<p class="also" data-testid="also">${t.also(others.map(({ prompt }) => short(t.plain(prompt))))}</p>`}
    </div>
  </article>`;
}

/** @param {Poll} poll @param {import("../../texts/texts.js").Words} t */
function long({ options }, t) {
  return options.reduce((sum, { text }) => sum + t.plain(text).length, 0) > options.length * 45;
}

/** @param {string} text a poll's name where another one is shown */
function short(text) {
  return text.length <= 60 ? text : `${text.slice(0, 60).replace(/\s+\S*$/, "")} …`;
}

/**
 * About the largest size at which the poll fits, by an estimate of its lines; how large it is, fit.js measures.
 * @param {string} prompt
 * @param {string[]} options
 * @param {boolean} counted with a bar below each option and figures beside it
 * @param {number} [columns] in which the options stand
 * @param {number} [least] where the search ends
 * @returns {number} 1 for three short options, less the more there is to read
 */
export function size(prompt, options, counted, columns = 1, least = 0.3) {
  const { beside, line, below } = counted ? COUNTED : ASKED;
  const lines = (/** @type {string} */ text, /** @type {number} */ em, /** @type {number} */ across) =>
    Math.ceil((text.length * 0.53 * em) / Math.max(em, across));
  const height = (/** @type {number} */ size) => {
    const [large, em] = [3.2 * size, 2.4 * size];
    const across = (ROOM.across - (columns - 1) * em) / columns - beside * em;
    const rows = Array.from({ length: Math.ceil(options.length / columns) }, (_, row) =>
      Math.max(
        ...options.slice(row * columns, (row + 1) * columns).map((text) => lines(text, em, across) * line + below),
      ),
    );
    return lines(prompt, large, ROOM.across) * 1.2 * large + rows.reduce((sum, one) => sum + one, 0) * em;
  };
  let size = 1;
  while (size > least && height(size) > ROOM.down) size -= 0.02;
  return size;
}

/**
 * @param {Poll} poll
 * @param {(text: import("../../client/wire.js").Text) => string} plain
 * @param {boolean} counted
 * @returns {number} two where that makes the options clearly larger
 */
function columns(poll, plain, counted) {
  const prompt = plain(poll.prompt);
  const options = poll.options.map(({ text }) => plain(text));
  const at = (/** @type {number} */ columns) => size(prompt, options, counted, columns, 0.1);
  return at(2) > at(1) * 1.15 ? 2 : 1;
}
