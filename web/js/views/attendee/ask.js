import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { here } from "../../client/place.js";
import { notice } from "../../client/standing.js";
import { useDraft } from "./draft.js";
import { useMeasure } from "./measure.js";
import { TakenBack } from "./taken-back.js";
import { Writing } from "./writing.js";

/** So many characters a question may have, and a name. */
const LONGEST = 500;
const NAME = 40;

/** @param {import("../../page.js").Props} props where a question is written */
export function Ask({ state, t, act }) {
  const how = here(state)?.questions ?? "closed";
  const [text, write] = useDraft(act, `ask.${state.room}`);
  const [name, rename] = useDraft(act, "name");
  const { wrong, fits } = useMeasure({ id: "ask", text, longest: LONGEST, empty: t.writeQuestion, t });
  const no = notice(state, "ask");
  const back = (/** @type {boolean} */ closed) =>
    html`<${TakenBack} ...${{ state, t, act, text, write, closed }} action="ask" />`;
  if (how === "closed") {
    return html`<div class="card ask" data-testid="ask-closed">
      <p>${t.questionsClosed}</p>
      ${text && html`<p class="hint">${t.textStays}</p><blockquote>${text}</blockquote>`}
      ${back(true)}
    </div>`;
  }
  const submit = (/** @type {SubmitEvent} */ submitted) => {
    submitted.preventDefault();
    if (!fits()) return;
    act.want({ action: "ask", text: text.trim(), name: name.trim() || null });
    write("");
  };
  const why = no ? `${t.notAsked} ${t.why(no.code, no.message)}` : null;
  return html`<form class="card ask" onSubmit=${submit} data-testid="ask-form" data-how=${how} novalidate>
    <${Writing} id="ask" label=${t.yourQuestion} hint=${t.asking[how]} text=${text} longest=${LONGEST} t=${t} rows=${2}
      write=${write} wrong=${wrong || why} />
    ${back(false)}
    <div class="field name" hidden=${!text}>
      <label for="ask-name">${t.yourName}</label>
      <input id="ask-name" data-testid="ask-name" type="text" maxlength=${NAME} autocomplete="off" value=${name}
        onInput=${(/** @type {{ target: HTMLInputElement }} */ { target }) => rename(target.value)} />
    </div>
    <button type="submit" class="main" data-testid="ask-send">${t.ask}</button>
  </form>`;
}
