import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { claps, here } from "../../client/place.js";
import { useOvation } from "../../ovation.js";
import { caption, HAND } from "../ovation.js";
import { Badge, useWaits } from "../sound.js";
import { lit } from "./level.js";

/** So many hands stand in a row. */
const ROW = 5;

/** @param {import("../../page.js").Props} props how the room claps, where there is little room for it */
export function Loudness({ state, t, applause, sound }) {
  const shown = useOvation(applause);
  // Here and as high as the line is: nothing else moves when the sound begins.
  const waits = useWaits(sound?.locked === true && !sound.usual);
  const room = here(state);
  if (!claps(room)) return null;
  if (!room.applause) {
    return html`<div class="loudness"><p id="applause-off" data-testid="applause-off">${t.applauseOff}</p></div>`;
  }
  if (state.way !== "socket") return null;
  if (sound && waits) return html`<div class="loudness"><${Badge} ...${{ sound, t }} /></div>`;
  const raised = lit(shown.people, state.present, ROW);
  return html`<div class="loudness">
    <svg class="row-of-hands" viewBox="0 0 ${ROW * 24} 26" aria-hidden="true" focusable="false" data-testid="meter" data-lit=${raised}>
      ${Array.from(
        { length: ROW },
        (_, index) => html`<path key=${index} class=${index < raised ? "lit" : ""} d=${HAND}
          transform="translate(${24 * index + 13} 13)" />`,
      )}
    </svg>
    <p data-testid="caption">${caption(shown, t)}</p>
  </div>`;
}
