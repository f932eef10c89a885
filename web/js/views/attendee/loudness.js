import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { here } from "../../client/place.js";
import { useOvation } from "../../ovation.js";
import { caption, HAND } from "../ovation.js";
import { lit } from "./level.js";

/** So many hands stand in a row. */
const ROW = 5;

/** @param {import("../../page.js").Props} props how the room claps, where there is room for one line */
export function Loudness({ state, t, applause }) {
  const shown = useOvation(applause);
  if (!here(state)?.applause || state.way !== "socket") return null;
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
