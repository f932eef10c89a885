import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { duration, LONGEST, SHORTEST } from "../../desk/duration.js";
import { Button } from "./button.js";

const DURATIONS = [20, 30, 60, 120, 300];

/**
 * The one next step of a poll, and the way back while it is closing.
 * @param {import("../../page.js").Props & { poll: import("../../client/wire.js").Poll, working: boolean,
 *   reached: import("../../client/polls.js").Phase }} props
 */
export function Steps({ poll, reached, working, t, act, state }) {
  const [lasts, last] = useState("");
  const [typed, type] = useState("");
  const still = working || state.connection !== "online";
  const seconds = lasts === "own" ? duration(typed) : Number(lasts) || null;
  const wrong = lasts === "own" && seconds === null;
  const step =
    (
      /** @type {"poll.open" | "poll.close" | "poll.publish"} */ action,
      /** @type {{ seconds?: number | null }} */ more = {},
    ) =>
    () =>
      act.want({ action, poll: poll.id, rev: poll.rev, ...more });
  /** @type {Partial<Record<typeof reached, [testid: string, look: string, said: string, act: () => unknown]>>} */
  const steps = {
    draft: ["open", "", t.open, step("poll.open", { seconds })],
    open: ["close", "stop", t.close, step("poll.close")],
    closing: ["keep-open", "back", t.keepOpen, step("poll.open", { seconds: null })],
    counting: ["counting", "", t.conduct.counting, () => {}],
    closed: ["publish", "show", t.publish, step("poll.publish")],
  };
  const [testid = "", look = "", said = "", take = () => {}] = steps[reached] ?? [];
  return html`
    ${
      reached === "draft" &&
      html`<div class="lasting">
        <${Duration} ...${{ poll, t, lasts, last }} />
        ${lasts === "own" && html`<${OwnDuration} ...${{ poll, t, typed, type, wrong }} />`}
      </div>`
    }
    ${
      testid &&
      html`<${Button} testid=${testid} look="main ${look}" still=${still || reached === "counting" || (reached === "draft" && wrong)}
        onClick=${take}>${working ? t.working : said}<//>`
    }
  `;
}

/** @param {any} props */
function Duration({ poll, t, lasts, last }) {
  const choose = (/** @type {{ target: HTMLSelectElement }} */ { target }) => last(target.value);
  return html`<label class="lasts" for="lasts-${poll.id}">
    <span>${t.lasts}</span>
    <select id="lasts-${poll.id}" data-testid="seconds" value=${lasts} onChange=${choose}>
      <option value="">${t.untilClosed}</option>
      ${DURATIONS.map((n) => html`<option key=${n} value=${n}>${n < 60 ? t.seconds(n) : t.minutes(n / 60)}</option>`)}
      <option value="own">${t.conduct.ownTime}</option>
    </select>
  </label>`;
}

/** @param {any} props */
function OwnDuration({ poll, t, typed, type, wrong }) {
  return html`<label class="lasts" for="minutes-${poll.id}">
    <span>${t.conduct.minutes}</span>
    <input id="minutes-${poll.id}" data-testid="minutes" inputmode="decimal" autocomplete="off" value=${typed}
      aria-invalid=${wrong && typed ? "true" : "false"} aria-describedby="allowed-${poll.id}"
      onInput=${(/** @type {{ target: HTMLInputElement }} */ { target }) => type(target.value)} />
    <span class="hint" id="allowed-${poll.id}">${t.conduct.allowedTime(SHORTEST, LONGEST / 60)}</span>
  </label>`;
}
