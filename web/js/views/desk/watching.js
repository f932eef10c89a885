import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { title } from "../../client/place.js";

/** @param {import("../../page.js").Props & { may: import("../../desk/rights.js").Rights }} props what a link is not good for */
export function Watching({ state, t, act, may }) {
  if (may.runs) return null;
  const { role, rooms } = state.mine;
  const mine = role === "moderator" || role === "speaker" ? rooms.filter((room) => room !== state.room) : [];
  return html`<div class="watching" data-testid="watching">
    <p>${may.answers ? t.parts.answering : t.parts.watching}</p>
    ${mine.map(
      (
        room,
      ) => html`<button key=${room} type="button" class="press" data-testid="mine" onClick=${() => act.enter(room)}>
        ${t.parts.toMine(t.plain(title(state, room)))}
      </button>`,
    )}
  </div>`;
}
