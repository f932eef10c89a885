import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { Sound } from "../sound.js";

/** @param {Pick<import("../../page.js").Props, "t" | "act" | "sound">} props for whoever sets the screen up: seen while the mouse moves */
export function Controls({ t, act, sound }) {
  return html`<div class="controls">
    ${sound && html`<${Sound} ...${{ sound, t }} />`}
    ${document.fullscreenEnabled && html`<button type="button" class="quiet" data-testid="fullscreen" onClick=${fullscreen}>${t.fullscreen}</button>`}
    <button type="button" class="quiet" data-testid="leave" onClick=${act.leave}>${t.leave}</button>
  </div>`;
}

/** In and out. A browser that does not want to is left alone. */
export function fullscreen() {
  const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  done.catch(() => {});
}
