import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { here } from "../../client/place.js";
import { Locked, Speaker } from "../sound.js";

/** @param {Pick<import("../../page.js").Props, "state" | "t" | "sound">} props for the technicians: why nothing is heard */
export function Silence({ state, t, sound }) {
  if (here(state)?.applause === false) return html`<p class="silence" data-testid="applause-off">${t.applauseOff}</p>`;
  if (!sound || sound.on) return sound && html`<${Locked} ...${{ sound, t }} />`;
  return html`<p class="silence" data-testid="muted"><${Speaker} on=${false} /> <span class="unseen">${t.muted}</span></p>`;
}
