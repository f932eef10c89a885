import { html, useEffect, useRef, useState } from "../../vendor/htm-preact/standalone.module.js";

/** @typedef {{ sound: import("../sound/sound.js").Sound, t: import("../texts/texts.js").Words }} Props */

/** Between a click and the sound lies a moment (ms) in which nobody waits for anything. */
const MOMENT = 800;

/** @param {boolean} locked @returns {boolean} whether somebody has to touch the page, and has not for a moment */
export function useWaits(locked) {
  const [waits, wait] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => wait(locked), locked ? MOMENT : 0);
    return () => clearTimeout(timer);
  }, [locked]);
  return locked && waits;
}

/**
 * What somebody who is startled looks for: mute and volume. As long as the browser keeps the sound back, mute lets it go
 * where it `lets`: one button, for a page on which something goes away under a finger makes it miss.
 * @param {Props & { lets?: boolean }} props of `lets`: none where it never does, false while there is nothing to hear
 */
export function Sound({ sound, t, lets }) {
  const { on, turn, unlock } = sound;
  const unable = sound.unable || sound.failing;
  const waits = useWaits(sound.locked) && lets === true;
  const begun = useRef(/** @type {boolean | null} */ (null));
  const had = useRef(!unable);
  if (!unable) had.current = true;
  if (!had.current) return html`<${NoSound} ...${{ sound, t }} />`;
  // Any click unlocks: by the time it is one, the button is another.
  const press = () => {
    begun.current = waits;
  };
  const click = () => {
    const lifts = begun.current ?? waits;
    begun.current = null;
    if (lifts) unlock();
    else if (!unable) turn(!on);
  };
  return html`<div class="sound" data-testid="sound" data-on=${on ? "yes" : "no"} role="group" aria-label=${t.sound}>
    <button type="button" class=${waits ? "mute waits" : "mute"} data-testid=${waits ? "unlock" : "mute"}
      aria-pressed=${waits ? null : on ? "false" : "true"} aria-disabled=${unable ? "true" : null}
      aria-describedby=${unable ? "no-sound" : null} onPointerDown=${press} onKeyDown=${press} onClick=${click}>
      <${Speaker} on=${on && !waits} />
      <span class="labels"><span>${t.mute}</span>${lets !== undefined && html`<span>${t.soundOn}</span>`}</span>
    </button>
    ${unable ? html`<${NoSound} ...${{ sound, t }} />` : html`<${Volume} ...${{ sound, t }} />`}
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
  return useWaits(sound.locked) ? html`<${Badge} ...${{ sound, t }} />` : null;
}

/** @param {Props} props */
export function Badge({ sound, t }) {
  // The key that would lead to it has unlocked already, and it would vanish under the focus.
  return html`<button type="button" class="locked" tabindex="-1" data-testid="unlock" onClick=${sound.unlock}>
    <${Speaker} on=${false} /> <span>${t.soundLocked}</span>
  </button>`;
}

/** @param {Props} props */
export function NoSound({ sound, t }) {
  return html`<p class="no-sound hint" id="no-sound" data-testid="no-sound">${sound.unable ? t.noSound : t.soundFails}</p>`;
}

/** @param {{ on: boolean }} props */
export function Speaker({ on }) {
  return html`<svg class="speaker" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path class="box" d="M3 9v6h4l5 4V5L7 9Z" />
    ${on ? html`<path class="waves" d="M15.500 9a4 4 0 0 1 0 6M18 6a8 8 0 0 1 0 12" />` : html`<path class="waves" d="m16 9.500 5 5m0-5-5 5" />`}
  </svg>`;
}
