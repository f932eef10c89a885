import { html, useEffect } from "../../../vendor/htm-preact/standalone.module.js";
import { busy } from "../../client/standing.js";
import { Meanwhile, useBase } from "./base.js";
import { Button } from "./button.js";
import { useDraft } from "./draft.js";
import { useSending } from "./sending.js";

/** Characters that a notice may have. */
export const NOTICE = 1000;

/** @param {import("./switches.js").RoomProps} props what everybody in the room reads above all else */
export function Notice({ state, t, act, may, room }) {
  const [text, write, forget] = useDraft(act, `notice.${room.id}`, "");
  const { follow, sending } = useSending(state, "room", () => {
    forget();
    write("");
    forget();
  });
  const { base, overtaken: other, take } = useBase(room, ["notice"]);
  // Whoever has written nothing overwrites nothing that they have not seen.
  const seen = !text || sending || room.notice === text.trim();
  const overtaken = other && !seen;
  useEffect(() => {
    if (other && seen) take();
  }, [other, seen]);
  const theirs = () => {
    write("");
    forget();
    take();
  };
  const still = overtaken || busy(state, "room") || state.connection !== "online";
  const length = [...text.trim()].length;
  const set = (/** @type {string | null} */ notice) => act.want({ action: "room.set", rev: room.rev, notice });
  return html`<section class="box" aria-labelledby="notice-title">
    <h3 id="notice-title">${t.switches.notice}</h3>
    <p class="told" data-testid="notice">${room.notice || t.switches.noNotice}</p>
    ${
      may.runs &&
      html`
      ${overtaken && html`<${Meanwhile} ...${{ state, t, base, theirs }} list="rooms" item=${room} mine=${take} />`}
      <div class="field">
        <label for="notice">${t.switches.newNotice}</label>
        <textarea id="notice" rows="2" data-testid="notice-text" value=${text} readonly=${sending} aria-invalid=${length > NOTICE ? "true" : "false"}
          aria-describedby="notice-hint"
          onInput=${(/** @type {{ target: HTMLTextAreaElement }} */ { target }) => write(target.value)}></textarea>
        <p class="hint" id="notice-hint">${length > NOTICE ? t.pollMistakes.long(NOTICE) : t.switches.noticeHint}</p>
      </div>
      <div class="ends">
        ${room.notice && html`<${Button} testid="take-notice" still=${still} onClick=${() => set(null)}>${t.switches.takeNotice}<//>`}
        <${Button} testid="give-notice" look="main" still=${still || length === 0 || length > NOTICE} onClick=${() => follow(set(text))}>
          ${sending ? t.working : t.switches.giveNotice}
        <//>
      </div>`
    }
  </section>`;
}
