import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { upvotes } from "../../client/questions.js";
import { matches, targets } from "../../desk/sorted.js";
import { Link } from "../shell.js";
import { Button } from "./button.js";
import { Dialog } from "./dialog.js";
import { Objection } from "./objection.js";
import { useSending } from "./sending.js";

/** So many are offered at a time: who has more to choose from searches. */
const OFFERED = 30;

/** @param {any} props which question this one shall count for; alike ones stand first */
export function Merge({ state, question, t, act, close }) {
  const [wanted, want] = useState("");
  const [into, pick] = useState("");
  const { follow, sending } = useSending(state, `questions/${question.id}`, close);
  const all = targets(state, question).filter((other) => matches(other, wanted));
  const still = sending || state.connection !== "online" || !all.some(({ id }) => id === into);
  const go = () => follow(act.want({ action: "question.merge", question: question.id, rev: question.rev, into }));
  return html`<${Dialog} testid="merge-form" title=${t.moderate.merge} ...${{ close, t }}>
    <${Link} ...${{ state, t }} />
    <blockquote>${question.text}</blockquote>
    <p class="hint">${t.moderate.mergeHint}</p>
    <label class="field">
      <span>${t.step.search}</span>
      <input type="search" data-testid="search-target" autocomplete="off" value=${wanted}
        onInput=${(/** @type {{ target: HTMLInputElement }} */ { target }) => want(target.value)} />
    </label>
    <fieldset class="targets">
      <legend>${t.moderate.into}</legend>
      ${all.length === 0 && html`<p class="hint">${t.moderate.noMatch}</p>`}
      ${all.slice(0, OFFERED).map(
        (other) => html`<label key=${other.id} class="pick">
          <input type="radio" name="into" data-testid="target" data-question=${other.id} checked=${into === other.id}
            onChange=${() => pick(other.id)} />
          <span>${other.text} <span class="hint">${t.moderate.upvotes(upvotes(state, other.id))}, ${t.itemStates[other.state]}</span></span>
        </label>`,
      )}
      ${all.length > OFFERED && html`<p class="hint">${t.moderate.moreTargets(all.length - OFFERED)}</p>`}
    </fieldset>
    <${Objection} ...${{ state, t, act }} list="questions" id=${question.id} />
    <div class="ends">
      <${Button} testid="merge-now" look="main" still=${still} onClick=${go}>${sending ? t.working : t.moderate.mergeNow}<//>
    </div>
  <//>`;
}
