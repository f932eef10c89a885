import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { Patience } from "../patience.js";
import { Said } from "../said.js";
import { Choice } from "./listen.js";

/** @param {import("../../page.js").Props & { code: string }} props */
export function Welcome({ state, t, act, sound, code }) {
  const { event, admission } = state;
  const [typed, type] = useState(code);
  const [ticket, typeTicket] = useState("");
  if (!event) return html`<${Patience} ...${{ state, t }} />`;
  const busy = admission.state === "joining";
  const submit = (/** @type {SubmitEvent} */ submitted) => {
    submitted.preventDefault();
    if (!busy) act.join(typed.trim(), ticket.trim());
  };
  return html`<section class="welcome">
    <h1><${Said} of=${event.title} t=${t} /></h1>
    ${event.subtitle && html`<p class="subtitle"><${Said} of=${event.subtitle} t=${t} /></p>`}
    <p class="when">${t.span(event.starts, event.ends)}<br />${t.time(event.starts)} – ${t.time(event.ends)}</p>
    <form class="door" onSubmit=${submit} novalidate>
      <${Field} name="code" label=${t.code} hint=${t.codeHint} value=${typed} type=${type} wrong=${admission.code === "wrong_code"} />
      ${
        event.tickets &&
        html`<${Field} name="ticket" label=${t.ticket} hint=${t.ticketHint} value=${ticket} type=${typeTicket}
          wrong=${admission.code?.includes("ticket") ?? false} />`
      }
      ${sound?.usual && html`<${Choice} ...${{ sound, t }} />`}
      <p class="refusal" role="alert" id="refusal" data-testid="refusal">${admission.code && t.why(admission.code)}</p>
      <button type="submit" class="main" data-testid="join" aria-disabled=${busy ? "true" : "false"}>
        ${busy ? t.joining : t.join}
      </button>
    </form>
    <div class="notice">
      ${!t.plain(event.privacy.notice).includes(t.straw) && html`<p>${t.straw}</p>`}
      <p><${Said} of=${event.privacy.notice} t=${t} /></p>
    </div>
  </section>`;
}

/** @param {{ name: string, label: string, hint: string, value: string, type: (text: string) => void, wrong: boolean }} props */
function Field({ name, label, hint, value, type, wrong }) {
  return html`<div class="field">
    <label for=${name}>${label}</label>
    <input id=${name} name=${name} value=${value} autocomplete="off" autocapitalize="characters" spellcheck=${false}
      aria-describedby="${name}-hint refusal" aria-invalid=${wrong ? "true" : "false"}
      onInput=${(/** @type {{ target: HTMLInputElement }} */ { target }) => type(target.value)} />
    <p class="hint" id="${name}-hint">${hint}</p>
  </div>`;
}
