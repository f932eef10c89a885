import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { pinned } from "../../client/questions.js";
import { busy } from "../../client/standing.js";
import { labels, matches, SHELVES, shelves } from "../../desk/sorted.js";
import { Button } from "./button.js";
import { Arrange, useHeld } from "./held.js";
import { Question } from "./question.js";

/** @typedef {import("./polls.js").PartProps} PartProps */
/** @typedef {import("../../desk/sorted.js").Shelf} Shelf */

/** @param {PartProps} props */
export function Questions(props) {
  const { state, t, may } = props;
  const sorted = shelves(state);
  const open = SHELVES.filter((shelf) => may.runs || shelf !== "waiting");
  const [chosen, choose] = useState(/** @type {Shelf | null} */ (null));
  const [wanted, want] = useState("");
  // In a room whose questions nobody has to show, none ever waits.
  const [start] = useState(
    /** @type {Shelf} */ (may.runs && (sorted.waiting.length > 0 || sorted.shown.length === 0) ? "waiting" : "shown"),
  );
  const at = chosen ?? start;
  const all = new Map(SHELVES.flatMap((shelf) => sorted[shelf]).map((question) => [question.id, question]));
  const ideal = sorted[at].filter((question) => matches(question, wanted)).map(({ id }) => id);
  const held = useHeld(ideal, `${state.room}/${at}/${wanted}`);
  const ids = held.ids.filter((id) => all.has(id));
  return html`<section class="part questions" aria-labelledby="questions" data-testid="questions">
    <header class="part-head"><h2 id="questions">${t.parts.questions}</h2><${Arrange} ...${{ held, t }} /></header>
    <${Pinned} ...${props} />
    <div class="shelves" role="group" aria-label=${t.moderate.shelves}>
      ${open.map(
        (shelf) => html`<button key=${shelf} type="button" class="shelf" data-testid="shelf" data-shelf=${shelf}
          aria-pressed=${shelf === at ? "true" : "false"} onClick=${() => choose(shelf)}>
          ${t.shelfNames[shelf]} <span class="count">${sorted[shelf].length}</span>
        </button>`,
      )}
    </div>
    <${Search} ...${{ state, t, wanted, want }} />
    ${ids.length === 0 && html`<p class="patience">${wanted ? t.moderate.noMatch : t.emptyShelves[at]}</p>`}
    <ol class="cards" aria-label=${t.shelfNames[at]}>
      ${ids.map((id) => html`<li key=${id}><${Question} ...${props} question=${all.get(id)} /></li>`)}
    </ol>
  </section>`;
}

/** @param {PartProps} props what the room is looking at */
function Pinned({ state, t, act, may }) {
  const question = pinned(state);
  const still = state.connection !== "online" || (question && busy(state, `questions/${question.id}`));
  const unpin = () => question && act.want({ action: "question.unpin", question: question.id, rev: question.rev });
  return html`<div class="pinned" data-testid="pinned" data-question=${question?.id}>
    <p><strong>${t.moderate.pinned}</strong> ${question ? question.text : t.moderate.nonePinned}</p>
    ${question && may.runs && html`<${Button} testid="unpin" still=${still} onClick=${unpin}>${t.moderate.unpin}<//>`}
  </div>`;
}

/** @param {any} props by words, or by a label of the room */
function Search({ state, t, wanted, want }) {
  return html`<div class="search">
    <label class="field">
      <span>${t.moderate.search}</span>
      <input type="search" list="labels" data-testid="search" autocomplete="off" value=${wanted}
        onInput=${(/** @type {{ target: HTMLInputElement }} */ { target }) => want(target.value)} />
    </label>
    <datalist id="labels">${labels(state).map((label) => html`<option key=${label} value=${label}></option>`)}</datalist>
  </div>`;
}
