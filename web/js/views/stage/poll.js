import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { phase, tally } from "../../client/polls.js";
import { Countdown } from "../countdown.js";
import { results } from "../results.js";
import { Said } from "../said.js";
import { Turnout } from "../turnout.js";

/** What is left for the text of a poll at 16:9, in rem (see stage.css). */
const ROOM = { across: 47, down: 24 };

/** @param {import("../../page.js").Props & { poll: import("../../client/wire.js").Poll }} props */
export function StagePoll({ poll, state, now, t }) {
  const reached = phase(poll, now);
  const count = tally(state, poll);
  const open = reached === "open" || reached === "closing";
  const Result = results[poll.kind];
  const options = poll.options.map(({ text }) => t.plain(text));
  const style = { "--size": size(t.plain(poll.prompt), options, count !== null) };
  return html`<article class="poll" data-testid="stage-poll" data-poll=${poll.id} data-phase=${reached} style=${style}>
    <p class="kicker">
      <span class="chip" data-phase=${reached}>${open ? t.voteNow : reached === "published" ? t.result : t.poll}</span>
      ${open && html`<${Countdown} ...${{ poll, now, t }} />`}
    </p>
    <h1><${Said} of=${poll.prompt} t=${t} /></h1>
    ${
      count
        ? html`<${Result} ...${{ poll, tally: count, t }} />`
        : html`<ul class="options">
          ${poll.options.map((option) => html`<li key=${option.id}><${Said} of=${option.text} t=${t} /></li>`)}
        </ul>`
    }
    ${count && html`<${Turnout} ...${{ tally: count, t }} />`}
    ${reached === "counting" && html`<p class="ending">${t.counting}</p>`}
    ${reached === "closed" && !count && html`<p class="ending">${t.stageClosed}</p>`}
  </article>`;
}

/**
 * The largest size at which the poll should fit, by an estimate of its lines: a stage has nobody who scrolls.
 * @param {string} prompt
 * @param {string[]} options
 * @param {boolean} counted with a bar below each option and figures beside it
 * @returns {number} 1 for three short options, less the more there is to read
 */
export function size(prompt, options, counted) {
  const lines = (/** @type {string} */ text, /** @type {number} */ em, /** @type {number} */ beside) =>
    Math.ceil((text.length * 0.53 * em) / (ROOM.across - beside * em));
  const height = (/** @type {number} */ size) => {
    const [large, em] = [3.2 * size, 2.4 * size];
    const each = options.map((text) =>
      counted ? lines(text, em, 6.5) * 1.2 + 1.3 : lines(text, em, 1.4) * 1.25 + 0.9,
    );
    return lines(prompt, large, 0) * 1.2 * large + each.reduce((sum, one) => sum + one, 0) * em;
  };
  let size = 1;
  while (size > 0.3 && height(size) > ROOM.down) size -= 0.02;
  return size;
}
