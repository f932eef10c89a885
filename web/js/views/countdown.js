import { html } from "../../vendor/htm-preact/standalone.module.js";
import { phase, secondsLeft } from "../client/polls.js";

/**
 * @param {{ poll: import("../client/wire.js").Poll, now: number, t: import("../texts/texts.js").Words }} props
 */
export function Countdown({ poll, now, t }) {
  const left = secondsLeft(poll, now);
  if (left === null) return null;
  const closing = phase(poll, now) === "closing";
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  return html`<p class="countdown ${closing ? "closing" : ""}" role="timer" data-testid="countdown" data-left=${left}>
    ${closing ? t.closingIn(left) : html`<span class="unseen">${t.timeLeft}: </span>${clock}`}
  </p>`;
}
