import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { Applause } from "./applause.js";
import { Call, waiting } from "./call.js";
import { Loudness } from "./loudness.js";
import { unread } from "./unread.js";

/** @typedef {import("./attendee.js").Place} Place */

/**
 * What is always within a thumb's reach.
 * @param {import("../../page.js").Props & { place: Place, voting: boolean, go: (place: Place) => void }} props
 */
export function Bar(props) {
  const { state, now, t, act, place, go } = props;
  const first = waiting(state, now);
  const answers = unread(state, act).length;
  const tab = (/** @type {Place} */ one, /** @type {string} */ label, news = "") => html`<li>
    <button type="button" class="tab" data-testid="go-${one}" aria-current=${place === one ? "true" : null}
      onClick=${() => go(one)}>
      <span>${label}</span>
      ${news && html`<span class="news"><span class="unseen">, ${news}</span></span>`}
    </button>
  </li>`;
  return html`<section class="footbar" data-testid="bar-below" aria-label=${t.takePart}>
    <${Call} ...${props} />
    <${Loudness} ...${props} />
    <div class="row">
      <nav aria-label=${t.places}>
        <ul>
          ${tab("now", t.tabs.now, first && place !== "now" ? t.voteOpen : "")}
          ${tab("questions", t.tabs.questions)}
          ${tab("help", t.tabs.help, answers > 0 ? t.newAnswers(answers) : "")}
        </ul>
      </nav>
      <${Applause} ...${props} />
    </div>
  </section>`;
}
