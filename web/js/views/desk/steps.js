import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";

const DURATIONS = [20, 30, 60, 120, 300];

/**
 * The one next step of a poll, and the way back while it is closing.
 * @param {import("../../page.js").Props & { poll: import("../../client/wire.js").Poll, working: boolean,
 *   reached: import("../../client/polls.js").Phase }} props
 */
export function Steps({ poll, reached, working, t, act, state }) {
  const [seconds, last] = useState(/** @type {number | null} */ (null));
  const still = working || state.connection !== "online";
  // The next step stands where this one stood: the second half of a double click must not take it.
  const step =
    (
      /** @type {"poll.open" | "poll.close" | "poll.publish"} */ action,
      /** @type {{ seconds?: number | null }} */ more = {},
    ) =>
    (/** @type {MouseEvent} */ { detail }) =>
      still || detail > 1 || act.want({ action, poll: poll.id, rev: poll.rev, ...more });
  const text = (/** @type {string} */ said) => (working ? t.working : said);
  /** @type {(testid: string, look: string, said: string, act: (click: MouseEvent) => unknown) => unknown} */
  const button = (testid, look, said, onClick) => html`<button type="button" class=${look} data-testid=${testid}
    aria-disabled=${still ? "true" : "false"} onClick=${onClick}>${text(said)}</button>`;

  if (reached === "draft") {
    return html`<div class="steps">
      <${Duration} ...${{ poll, t, seconds, last }} />
      ${button("open", "main", t.open, step("poll.open", { seconds }))}
    </div>`;
  }
  if (reached === "open")
    return html`<div class="steps">${button("close", "main stop", t.close, step("poll.close"))}</div>`;
  if (reached === "closing") {
    return html`<div class="steps">${button("keep-open", "main back", t.keepOpen, step("poll.open", { seconds: null }))}</div>`;
  }
  if (reached === "counting") return html`<p class="steps hint">${t.counting}</p>`;
  return (
    reached === "closed" &&
    html`<div class="steps">${button("publish", "main show", t.publish, step("poll.publish"))}</div>`
  );
}

/** @param {any} props */
function Duration({ poll, t, seconds, last }) {
  const choose = (/** @type {{ target: HTMLSelectElement }} */ { target }) => last(Number(target.value) || null);
  return html`<label class="lasts" for="lasts-${poll.id}">
    <span>${t.lasts}</span>
    <select id="lasts-${poll.id}" data-testid="seconds" value=${seconds ?? ""} onChange=${choose}>
      <option value="">${t.untilClosed}</option>
      ${DURATIONS.map((n) => html`<option key=${n} value=${n}>${n < 60 ? t.seconds(n) : t.minutes(n / 60)}</option>`)}
    </select>
  </label>`;
}
