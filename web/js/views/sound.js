import { html } from "../../vendor/htm-preact/standalone.module.js";

/** @typedef {{ sound: import("../sound/sound.js").Sound, t: import("../texts/texts.js").Words }} Props */

/** @param {Props} props what somebody who is startled looks for: mute and volume */
export function Sound({ sound, t }) {
  if (sound.unable) return html`<${NoSound} t=${t} />`;
  const { on, turn } = sound;
  return html`<div class="sound" data-testid="sound" data-on=${on ? "yes" : "no"} role="group" aria-label=${t.sound}>
    <button type="button" class="mute" data-testid="mute" aria-pressed=${on ? "false" : "true"} onClick=${() => turn(!on)}>
      <${Speaker} on=${on} /> <span>${t.mute}</span>
    </button>
    <${Volume} ...${{ sound, t }} />
  </div>`;
}

/** @param {Props} props */
export function Volume({ sound, t }) {
  const { volume, louder } = sound;
  return html`<label class="volume">
    <span>${t.volume}</span>
    <input type="range" data-testid="volume" min="0" max="100" step="5" value=${volume} aria-valuetext=${t.percent(volume / 100)}
      onInput=${(/** @type {{ target: HTMLInputElement }} */ { target }) => louder(Number(target.value))} />
  </label>`;
}

/** @param {Props} props for as long as the browser keeps the sound back: any click and any key lets it go, this one too */
export function Locked({ sound, t }) {
  if (!sound.locked) return null;
  // The key that would lead to it has unlocked already, and it would vanish under the focus.
  return html`<button type="button" class="locked" tabindex="-1" data-testid="unlock" onClick=${sound.unlock}>
    <${Speaker} on=${false} /> <span>${t.soundLocked}</span>
  </button>`;
}

/** @param {Pick<Props, "t">} props */
export function NoSound({ t }) {
  return html`<p class="no-sound hint" data-testid="no-sound">${t.noSound}</p>`;
}

/** @param {{ on: boolean }} props */
export function Speaker({ on }) {
  return html`<svg class="speaker" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path class="box" d="M3 9v6h4l5 4V5L7 9Z" />
    ${on ? html`<path class="waves" d="M15.500 9a4 4 0 0 1 0 6M18 6a8 8 0 0 1 0 12" />` : html`<path class="waves" d="m16 9.500 5 5m0-5-5 5" />`}
  </svg>`;
}
