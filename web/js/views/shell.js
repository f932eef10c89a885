import { html, useRef, useState } from "../../vendor/htm-preact/standalone.module.js";
import { Mark } from "./mark.js";
import { Privacy } from "./privacy.js";
import { Said } from "./said.js";

/** @typedef {import("../page.js").Props} Props */

/**
 * What stands around every page but the stage.
 * @param {Props & { inside: boolean, title?: string, children: unknown, first?: unknown, bar?: unknown, untitled?: boolean }} props
 *   `first` comes before all else that a keyboard reaches, `bar` stays at the foot of the screen; `untitled`: the event's
 *   title is that of what is shown
 */
export function Shell({ state, t, offered, act, inside, title, children, first = null, bar = null, untitled = false }) {
  const { event, token } = state;
  const settled = useRef(false);
  const lost = state.connection === "offline" || state.connection === "barred";
  if (lost || (inside ? state.entered : event && state.admission.state === "out")) settled.current = true;
  return html`
    <a class="skip" href="#content" onClick=${skip}>${t.skip}</a>
    <header class=${inside ? "top inside" : "top"}>
      <p class="brand"><${Mark} /> <span>${event && !untitled ? html`<${Said} of=${event.title} t=${t} />` : "Beifall"}</span></p>
      ${title && html`<p class="place">${title}</p>`}
      ${first}
      ${inside && html`<${Doors} ...${{ state, t, act }} />`}
      ${inside && html`<${Link} ...${{ state, t }} />`}
    </header>
    <main id="content" class=${settled.current ? "" : "early"} tabindex="-1">${children}</main>
    ${
      // Before there is anything to read, nothing is there that would jump when it comes.
      settled.current &&
      html`<footer class="bottom">
        ${event && html`<${Privacy} ...${{ privacy: event.privacy, t }} />`}
        <div class="settings">
          <${Languages} ...${{ t, offered, act }} />
          ${token && html`<${Leave} ...${{ t, act }} />`}
        </div>
      </footer>`
    }
    ${bar}
  `;
}

/** @param {Event} click the address keeps its code */
export function skip(click) {
  click.preventDefault();
  document.getElementById("content")?.focus();
}

/** @param {Pick<Props, "state" | "t" | "act">} props */
function Doors({ state, t, act }) {
  const rooms = state.event?.rooms ?? [];
  // With a keyboard one passes the rooms between: the one is entered at which one stays.
  const byKey = useRef(false);
  const [passing, pass] = useState("");
  if (rooms.length < 2) return null;
  const go = (/** @type {string} */ room) => {
    byKey.current = false;
    pass("");
    if (room && room !== state.room) act.enter(room);
  };
  const press = (/** @type {KeyboardEvent} */ { key }) => {
    if (key === "Enter") go(passing);
    else if (key !== "Tab") byKey.current = true;
  };
  const change = (/** @type {{ target: HTMLSelectElement }} */ { target }) =>
    byKey.current ? pass(target.value) : go(target.value);
  return html`<label class="doors">
    <span>${t.room}</span>
    <select data-testid="room" value=${passing || state.room} onChange=${change} onKeyDown=${press} onBlur=${() => go(passing)}
      onPointerDown=${() => {
        byKey.current = false;
      }}>
      ${rooms.map((room) => html`<option key=${room.id} value=${room.id}>${t.plain(room.title)}</option>`)}
    </select>
  </label>`;
}

/** @param {Pick<Props, "t" | "act">} props asks first: a link that came by mail is not easily found again */
function Leave({ t, act }) {
  const [asks, ask] = useState(false);
  if (!asks)
    return html`<button type="button" class="quiet" data-testid="leave" onClick=${() => ask(true)}>${t.leave}</button>`;
  return html`<div class="leaving" role="group" aria-label=${t.leave}>
    <p role="alert">${t.leaving}</p>
    <button type="button" class="quiet" data-testid="leave-yes" onClick=${act.leave}>${t.leave}</button>
    <button type="button" class="quiet" data-testid="leave-no" onClick=${() => ask(false)}>${t.stay}</button>
  </div>`;
}

/** @param {Pick<Props, "state" | "t">} props */
export function Link({ state, t }) {
  const { connection } = state;
  if (connection !== "offline" && connection !== "barred") return null;
  return html`<p class="link" data-testid="link" data-state=${connection}>${t[connection]}</p>`;
}

/** @param {Pick<Props, "t" | "offered"> & { act: Pick<Props["act"], "speak"> }} props */
export function Languages({ t, offered, act }) {
  if (offered.length < 2) return null;
  return html`<fieldset class="languages">
    <legend class="unseen">${t.language}</legend>
    ${offered.map(
      (language) => html`<button key=${language} type="button" class="quiet" lang=${language}
        aria-pressed=${language === t.language ? "true" : "false"} onClick=${() => act.speak(language)}>
        ${t.names[/** @type {keyof typeof t.names} */ (language)]}
      </button>`,
    )}
  </fieldset>`;
}
