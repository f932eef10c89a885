import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { present } from "../../client/items.js";
import { Said } from "../said.js";

/** @typedef {import("../../client/wire.js").EventItem} EventItem */

/** @param {import("../../page.js").Props} props */
export function Waiting({ state, now, t }) {
  const [event] = /** @type {EventItem[]} */ (present(state.items, "event"));
  const agenda = [...(event?.agenda ?? [])].sort((one, other) => one.starts - other.starts);
  const running = agenda.filter(({ starts, rooms }) => starts <= now && rooms.includes(state.room)).at(-1);
  const next = agenda.find(({ starts }) => starts > now);
  const over = state.event !== null && now > state.event.ends;
  return html`<section class="waiting" data-testid="waiting">
    <h2>${t.waiting}</h2>
    <p>${t.waitingHint}</p>
    ${
      (running || next) &&
      !over &&
      html`<dl class="agenda">
        ${running && html`<div><dt>${t.now}</dt><dd><${Said} of=${running.title} t=${t} /></dd></div>`}
        ${next && html`<div><dt>${t.next}, ${t.time(next.starts)}</dt><dd><${Said} of=${next.title} t=${t} /></dd></div>`}
      </dl>`
    }
  </section>`;
}
