import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { here } from "../../client/place.js";

/** Under this name the device keeps whether it shall be felt. */
const VIBRATION = "vibration";

/** A tick that is felt, no buzz: in ms. */
const TICK = 10;

/** @typedef {import("../../page.js").Act} Act */

/**
 * One clap, felt, on a device that can and by somebody who wants it.
 * @param {Pick<Act, "draft">} act
 */
export function buzz(act) {
  if (felt(act) && navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(TICK);
}

/** @param {Pick<Act, "draft">} act */
function felt(act) {
  return act.draft(VIBRATION) === true;
}

/** A laptop's browser often says that it could vibrate, and has nothing to do it with. */
function vibrates() {
  return "vibrate" in navigator && matchMedia("(any-pointer: coarse)").matches;
}

/** @param {import("../../page.js").Props} props how one claps on a phone, and whether that shall be felt */
export function Handling({ state, t, act }) {
  if (!here(state)?.applause) return null;
  return html`<section class="card handling" aria-labelledby="handling">
    <h2 id="handling">${t.handling}</h2>
    <p class="hint">${t.handlingHint}</p>
    <${Vibration} ...${{ t, act }} />
  </section>`;
}

/** @param {Pick<import("../../page.js").Props, "t" | "act">} props */
export function Vibration({ t, act }) {
  const [on, turn] = useState(felt(act));
  if (!vibrates()) return null;
  const set = () => {
    act.keep(VIBRATION, on ? null : true);
    turn(!on);
    buzz(act);
  };
  return html`<button type="button" class="toggle" role="switch" data-testid="vibration" aria-checked=${on ? "true" : "false"} onClick=${set}>
    <span class="knob" aria-hidden="true"></span>
    <span>${t.vibration}</span>
  </button>`;
}
