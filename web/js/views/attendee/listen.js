import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { NoSound, Volume } from "../sound.js";

/** @typedef {import("../sound.js").Props} Props */

/** @param {Props} props on joining: the one choice whether this device sounds */
export function Choice({ sound, t }) {
  if (sound.unable || sound.failing) return html`<${NoSound} ...${{ sound, t }} />`;
  const option = (/** @type {boolean} */ on, /** @type {string} */ label) => html`<label>
    <input type="radio" name="sound" data-testid="join-sound" data-sound=${on ? "on" : "off"} checked=${sound.on === on}
      onChange=${() => sound.turn(on)} />
    <span>${label}</span>
  </label>`;
  return html`<fieldset class="listen" data-testid="with-sound" aria-describedby="sound-hint">
    <legend>${t.listen}</legend>
    <div class="ways">${option(true, t.withSound)} ${option(false, t.withoutSound)}</div>
    <p class="hint" id="sound-hint">${t.soundHint}</p>
  </fieldset>`;
}

/** @param {Props} props on a phone, which stays silent unless it is asked not to */
export function Listen({ sound, t }) {
  const { on, turn, unable, failing } = sound;
  return html`<section class="card listen" data-testid="listen" aria-labelledby="listen">
    <h2 id="listen">${t.listen}</h2>
    ${
      unable || failing
        ? html`<${NoSound} ...${{ sound, t }} />`
        : html`<p class="hint" id="phone-hint">${t.phoneHint}</p>
          <button type="button" class="toggle" role="switch" data-testid="listen-here" aria-checked=${on ? "true" : "false"}
            aria-describedby="phone-hint" onClick=${() => turn(!on)}>
            <span class="knob" aria-hidden="true"></span>
            <span>${t.withSound}</span>
          </button>
          ${on && html`<${Volume} ...${{ sound, t }} />`}`
    }
  </section>`;
}
