import { html, useEffect, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { own } from "../../client/own.js";
import { formOf, LIMITS, mistakes, valuesOf } from "../../desk/drafting.js";
import { Link } from "../shell.js";
import { Button } from "./button.js";
import { Confirm } from "./confirm.js";
import { Dialog } from "./dialog.js";
import { useDraft } from "./draft.js";
import { Overtaken } from "./overtaken.js";
import { Bounds, KindField, ManyOptions, ResultsField, SecretField } from "./poll-fields.js";
import { useSending } from "./sending.js";
import { TextField } from "./text-field.js";

/** @typedef {import("../../desk/drafting.js").Values} Values */
/** @typedef {import("../../client/wire.js").Poll} Poll */
/** @typedef {{ id: string, values: Values, base: Poll | null }} Draft `base`: what is being changed, as it was then */

/**
 * Where a poll is written. What is typed stays on the device until it was saved or thrown away.
 * @param {import("../../page.js").Props & { draft: string, start: Draft, close: (id?: string) => void,
 *   copy: (values: Values) => void }} props `draft`: its name
 */
export function PollForm({ state, t, act, draft, start, close, copy }) {
  const languages = state.event?.languages ?? [];
  const [kept, keep, forget] = useDraft(act, draft, start);
  const [tried, attempt] = useState(false);
  const [asks, ask] = useState(false);
  const { id, values, base } = kept;
  const there = /** @type {Poll | undefined} */ (own(state.items.polls, id));
  const { follow, sending, refusal } = useSending(state, `polls/${id}`, () => {
    forget();
    close(id);
  });
  // Sent before a reload, and there by now.
  const made = base === null && there !== undefined && !there.gone && !sending;
  useEffect(() => {
    if (!made) return;
    forget();
    close(id);
  }, [made]);
  const write = (/** @type {Partial<Values>} */ more) => keep({ ...kept, values: { ...values, ...more } });
  const overtaken = !sending && base !== null && there?.rev !== base.rev;
  const wrong = tried ? mistakes(values, languages) : {};
  const frozen = (there?.round ?? 1) > 1;
  const still = state.connection !== "online" || sending || overtaken;
  const save = (/** @type {SubmitEvent} */ submitted) => {
    submitted.preventDefault();
    attempt(true);
    if (still) return;
    if (Object.keys(mistakes(values, languages)).length > 0) return firstWrong(submitted.target);
    const form = formOf(values, languages);
    const poll = { id, ...form, ...(base ? { rev: base.rev } : {}) };
    follow(act.want({ action: base ? "poll.change" : "poll.create", poll }));
  };
  const drop = () => {
    forget();
    close();
  };
  const anew = () => {
    forget();
    close();
    copy(values);
  };
  const takes = {
    mine: () => there && keep({ ...kept, base: there }),
    theirs: () => there && keep({ id, values: valuesOf(there, languages), base: there }),
    anew,
  };
  const field = { values, write, t, frozen };
  // What is changed while it is being saved would be forgotten when it is.
  return html`<${Dialog} testid="poll-form" title=${base ? t.conduct.edit : t.conduct.create} close=${() => close()} t=${t}>
    <${Link} ...${{ state, t }} />
    <form class="form" onSubmit=${save} novalidate>
      ${overtaken && html`<${Overtaken} ...${{ state, t, base, there, ...takes }} />`}
      <div class="form" inert=${sending}>
        <${KindField} ...${field} />
        <${TextField} id="prompt" label=${t.draft.prompt} text=${values.prompt} write=${(/** @type {any} */ prompt) => write({ prompt })}
          wrong=${wrong.prompt && t.pollMistakes[wrong.prompt](LIMITS.prompt)} ...${{ languages, t }} />
        ${(values.kind === "single" || values.kind === "multiple") && html`<${ManyOptions} ...${{ ...field, languages, wrong }} />`}
        <${Bounds} ...${{ ...field, wrong }} />
        <${ResultsField} ...${field} />
        <${SecretField} ...${field} />
      </div>
      ${frozen && html`<p class="hint">${t.draft.frozen}</p>`}
      <div role="alert">
        ${Object.keys(wrong).length > 0 && html`<p class="objection" data-testid="mistakes">${t.draft.mend}</p>`}
        ${refusal && refusal.code !== "changed" && html`<p class="objection" data-testid="objection">${t.why(refusal.code, refusal.message)}</p>`}
      </div>
      <div class="ends">
        <${Button} testid="discard" look="press alarming" onClick=${() => ask(true)}>${t.draft.discard}<//>
        <button type="submit" class="main" data-testid="save" aria-disabled=${still ? "true" : "false"}>
          ${sending ? t.working : t.draft.save}
        </button>
      </div>
      <p class="hint">${t.draft.kept}</p>
    </form>
    ${
      asks &&
      html`<${Confirm} title=${t.draft.askDiscard} text=${t.draft.discardText} yes=${t.draft.discard} still=${false}
        act=${drop} close=${() => ask(false)} t=${t} />`
    }
  <//>`;
}

/** @param {EventTarget | null} form drawn anew by the time that this looks */
function firstWrong(form) {
  requestAnimationFrame(() => {
    const field = /** @type {HTMLElement} */ (form).querySelector('[aria-invalid="true"]');
    /** @type {HTMLElement | null} */ (field)?.focus();
  });
}
