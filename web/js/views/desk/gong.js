import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { gong, title } from "../../client/place.js";
import { Button } from "./button.js";
import { Confirm } from "./confirm.js";
import { useDraft } from "./draft.js";
import { useSending } from "./sending.js";

/** Characters that a call may have. */
export const CALL = 200;
const MINUTES = [0, 1, 2, 3, 5, 10, 15];

/** @param {import("./polls.js").PartProps} props calls everybody, wherever they are, into a room */
export function Gong({ state, now, t, act, may }) {
  const [room, to] = useState(state.room);
  const [minutes, last] = useState(5);
  const [text, write, forget] = useDraft(act, "gong", "");
  const [asks, ask] = useState(false);
  const called = gong(state, now);
  const { follow, sending, refusal } = useSending(state, "call", () => {
    write("");
    forget();
  });
  const still = sending || state.connection !== "online";
  const name = t.plain(title(state, room));
  if (!may.organises) return called && html`<${Called} ...${{ called, state, t }} />`;
  const call = () => follow(act.want({ action: "call", room, minutes, text: text.trim() || null }));
  return html`<section class="box" aria-labelledby="gong">
    <h3 id="gong">${t.switches.gong}</h3>
    <p class="hint">${t.switches.gongText}</p>
    ${called && html`<${Called} ...${{ called, state, t }} />`}
    <div class="bounds">
      <label class="bound"><span>${t.switches.gongRoom}</span>
        <select data-testid="gong-room" value=${room} onChange=${(/** @type {{ target: HTMLSelectElement }} */ { target }) => to(target.value)}>
          ${state.event?.rooms.map((one) => html`<option key=${one.id} value=${one.id}>${t.plain(one.title)}</option>`)}
        </select>
      </label>
      <label class="bound"><span>${t.switches.gongMinutes}</span>
        <select data-testid="gong-minutes" value=${minutes} onChange=${(/** @type {{ target: HTMLSelectElement }} */ { target }) => last(Number(target.value))}>
          ${MINUTES.map((n) => html`<option key=${n} value=${n}>${n === 0 ? t.switches.atOnce : t.minutes(n)}</option>`)}
        </select>
      </label>
    </div>
    <label class="field"><span>${t.switches.gongWords}</span>
      <input data-testid="gong-text" maxlength=${CALL} autocomplete="off" value=${text} readonly=${sending}
        onInput=${(/** @type {{ target: HTMLInputElement }} */ { target }) => write(target.value)} />
    </label>
    ${refusal && html`<p class="objection" role="alert">${t.why(refusal.code, refusal.message)}</p>`}
    <div class="ends">
      <${Button} testid="gong" look="main" still=${still} onClick=${() => ask(true)}>${sending ? t.working : t.switches.call}<//>
    </div>
    ${
      asks &&
      html`<${Confirm} title=${t.switches.askGong} yes=${t.switches.call}
        look="main" act=${call} close=${() => ask(false)} ...${{ still, t }}>
        <p>${t.switches.gongAsked(name, minutes)}</p>
        ${text.trim() && html`<blockquote>${text.trim()}</blockquote>`}
      <//>`
    }
  </section>`;
}

/** @param {any} props the call that is heard everywhere */
function Called({ called, state, t }) {
  const room = t.plain(title(state, called.room));
  return html`<p class="told" data-testid="called">${t.switches.called(room, t.time(called.at))} ${called.text}</p>`;
}
