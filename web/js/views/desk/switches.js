import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { busy } from "../../client/standing.js";
import { useOvation } from "../../ovation.js";
import { caption } from "../ovation.js";

/** @typedef {import("./polls.js").PartProps & { room: import("../../client/wire.js").Room }} RoomProps */

const QUESTIONS = /** @type {const} */ (["moderated", "open", "closed"]);

/** @param {RoomProps} props */
export function Switches({ state, t, act, may, room, applause }) {
  const still = !may.runs || busy(state, "room") || state.connection !== "online";
  const set = (/** @type {Partial<import("../../client/wire.js").Switching>} */ more) =>
    still || act.want({ action: "room.set", rev: room.rev, ...more });
  return html`<section class="box" aria-labelledby="switches">
    <h3 id="switches">${t.switches.title}</h3>
    <button type="button" class="switch" role="switch" data-testid="applause" aria-checked=${room.applause ? "true" : "false"}
      aria-disabled=${still ? "true" : "false"} onClick=${() => set({ applause: !room.applause })}>
      <span>${t.switches.applause}</span>
      <span class="knob" aria-hidden="true"></span>
      <strong>${room.applause ? t.switches.on : t.switches.off}</strong>
    </button>
    <${Clapping} ...${{ applause, t }} />
    <fieldset class="segments">
      <legend>${t.parts.questions}</legend>
      <div>
        ${QUESTIONS.map(
          (mode) => html`<label key=${mode} class="segment">
            <input type="radio" name="questions-mode" data-testid="questions-mode" data-mode=${mode}
              checked=${room.questions === mode} aria-disabled=${still ? "true" : "false"}
              onClick=${(/** @type {Event} */ click) => still && click.preventDefault()}
              onChange=${() => set({ questions: mode })} />
            <span>${t.questionsModes[mode]}</span>
          </label>`,
        )}
      </div>
      <p class="hint">${t.questionsTexts[room.questions]}</p>
    </fieldset>
  </section>`;
}

/** @param {Pick<RoomProps, "applause" | "t">} props how the room claps, in the audience's words */
function Clapping({ applause, t }) {
  const shown = useOvation(applause);
  return html`<p class="hint" data-testid="clapping" data-n=${applause.now()}>${caption(shown, t)}</p>`;
}
