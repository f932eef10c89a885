import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { labels as known } from "../../desk/sorted.js";
import { Link } from "../shell.js";
import { Meanwhile, useBase } from "./base.js";
import { Button } from "./button.js";
import { Dialog } from "./dialog.js";
import { useDraft } from "./draft.js";
import { Objection } from "./objection.js";
import { useSending } from "./sending.js";

/** So many labels a question may have, and so many characters a label. */
export const LABELS = 5;
export const LABEL = 24;

/** @param {any} props which labels a question has */
export function Labels({ state, question, t, act, close }) {
  const [chosen, choose] = useState(/** @type {string[]} */ (question.labels));
  const [typed, type] = useDraft(act, `label.${question.id}`, "");
  const { base, overtaken: other, take } = useBase(question, ["labels"]);
  const { follow, sending } = useSending(state, `questions/${question.id}`, () => {
    act.keep(`label.${question.id}`, null);
    close();
  });
  const overtaken = other && !sending && question.labels.join("\n") !== chosen.join("\n");
  const full = chosen.length >= LABELS;
  const fresh = typed.trim();
  const all = [...new Set([...known(state), ...chosen])];
  const addable = !sending && fresh !== "" && [...fresh].length <= LABEL && !full && !chosen.includes(fresh);
  const add = () => {
    if (!addable) return;
    choose([...chosen, fresh]);
    type("");
  };
  const still = overtaken || sending || state.connection !== "online";
  const save = () =>
    follow(
      act.want({
        ...{ action: "question.label", question: question.id, rev: question.rev },
        labels: addable ? [...chosen, fresh] : chosen,
      }),
    );
  const toggle = (/** @type {string} */ label) =>
    choose(chosen.includes(label) ? chosen.filter((one) => one !== label) : [...chosen, label]);
  const enter = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add();
  };
  return html`<${Dialog} testid="labels-form" look="small" title=${t.moderate.label} ...${{ close, t }}>
    <${Link} ...${{ state, t }} />
    <blockquote>${question.text}</blockquote>
    ${overtaken && html`<${Meanwhile} ...${{ state, t, base }} list="questions" item=${question} mine=${take} theirs=${close} />`}
    <div class="toggles" role="group" aria-label=${t.moderate.labels}>
      ${all.map((label) => {
        const on = chosen.includes(label);
        return html`<button key=${label} type="button" class="toggle" data-testid="label" aria-pressed=${on ? "true" : "false"}
          aria-disabled=${full && !on ? "true" : "false"} onClick=${() => (on || !full) && !sending && toggle(label)}>${on && "✓ "}${label}</button>`;
      })}
    </div>
    <div class="field">
      <label for="new-label">${t.moderate.newLabel}</label>
      <div class="beside">
        <input id="new-label" data-testid="new-label" autocomplete="off" maxlength=${LABEL} value=${typed} readonly=${sending} aria-describedby="label-hint" onKeyDown=${enter}
          onInput=${(/** @type {{ target: HTMLInputElement }} */ { target }) => type(target.value)} />
        <${Button} testid="add-label" still=${!addable} onClick=${add}>${t.moderate.addLabel}<//>
      </div>
      <p class="hint" id="label-hint">${t.moderate.labelHint(LABELS, LABEL)}</p>
    </div>
    <${Objection} ...${{ state, t, act }} list="questions" id=${question.id} />
    <div class="ends">
      <${Button} testid="save-labels" look="main" still=${still} onClick=${save}>${sending ? t.working : t.draft.save}<//>
    </div>
  <//>`;
}
