import { html, useRef } from "../../../vendor/htm-preact/standalone.module.js";
import { here } from "../../client/place.js";
import { useOvation } from "../../ovation.js";
import { caption, Picture } from "../ovation.js";

/** @param {Pick<import("../../page.js").Props, "state" | "t" | "applause"> & { across?: number }} props how the room claps, for as long as it does */
export function Applause({ state, t, applause, across = 580 }) {
  const shown = useOvation(applause);
  const last = useRef(shown);
  const on = here(state)?.applause === true && shown.level > 0;
  // What fades is still read.
  if (on) last.current = shown;
  return html`<div class="applause" data-testid="applause" data-n=${on ? applause.now() : 0} data-label=${on ? shown.label : "silence"}
    data-on=${on ? "true" : "false"}>
    <${Picture} key=${across} ...${{ shown, t, across }} />
    <p class="people" data-testid="caption">${caption(last.current ?? shown, t)}</p>
  </div>`;
}
