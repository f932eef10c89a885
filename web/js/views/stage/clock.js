import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { secondsLeft } from "../../client/polls.js";

/** From here on (s) only the seconds are shown, as large as they can be. */
const LAST = 10;

/** @param {{ poll: import("../../client/wire.js").Poll, now: number, t: import("../../texts/texts.js").Words }} props */
export function Clock({ poll, now, t }) {
  const left = secondsLeft(poll, now);
  if (left === null) return null;
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  return html`<p class="clock ${left <= LAST ? "last" : ""}" role="timer" data-testid="countdown" data-left=${left}>
    <span class="unseen">${t.timeLeft}: </span>${left <= LAST ? left : clock}
  </p>`;
}
