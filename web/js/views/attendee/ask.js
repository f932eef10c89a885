import { html, useEffect, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { here } from "../../client/place.js";
import { notice } from "../../client/standing.js";
import { useDraft } from "./draft.js";
import { Writing } from "./writing.js";

/** So many characters a question may have, and a name. */
const LONGEST = 500;
const NAME = 40;

/** @param {import("../../page.js").Props} props where a question is written */
export function Ask({ state, t, act }) {
  const how = here(state)?.questions ?? "closed";
  const [text, write] = useDraft(act, `ask.${state.room}`);
  const [name, rename] = useDraft(act, "name");
  const [empty, sayEmpty] = useState(false);
  const no = notice(state, "ask");
  const refused = no?.command.action === "ask" ? no.command : null;
  useEffect(() => {
    // What was refused is in its place again, unless something else is being written there.
    if (refused && !text) write(refused.text);
  }, [refused]);
  if (how === "closed") {
    return html`<div class="card ask" data-testid="ask-closed">
      <p>${t.questionsClosed}</p>
      ${text && html`<p class="hint">${t.textStays}</p><blockquote>${text}</blockquote>`}
    </div>`;
  }
  const submit = (/** @type {SubmitEvent} */ submitted) => {
    submitted.preventDefault();
    const asked = text.trim();
    sayEmpty(!asked);
    if (!asked || [...asked].length > LONGEST) return document.getElementById("ask")?.focus();
    act.want({ action: "ask", text: asked, name: name.trim() || null });
    write("");
  };
  const why = no ? `${t.notAsked} ${t.why(no.code, no.message)}` : null;
  const other = refused && text && text.trim() !== refused.text;
  return html`<form class="card ask" onSubmit=${submit} data-testid="ask-form" data-how=${how} novalidate>
    <${Writing} id="ask" label=${t.yourQuestion} hint=${t.asking[how]} text=${text} longest=${LONGEST} t=${t} rows=${2}
      write=${write} wrong=${empty && !text.trim() ? t.writeQuestion : why} />
    ${other && html`<blockquote>${refused.text}</blockquote>`}
    <div class="field name" hidden=${!text}>
      <label for="ask-name">${t.yourName}</label>
      <input id="ask-name" data-testid="ask-name" type="text" maxlength=${NAME} autocomplete="off" value=${name}
        onInput=${(/** @type {{ target: HTMLInputElement }} */ { target }) => rename(target.value)} />
    </div>
    <button type="submit" class="main" data-testid="ask-send">${t.ask}</button>
  </form>`;
}
