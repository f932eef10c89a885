import { html, useEffect, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { title } from "../../client/place.js";
import { glance, lively, overview } from "../../desk/overview.js";
import { Button } from "./button.js";
import { Arrange, useHeld } from "./held.js";

/** @typedef {import("../../client/reduce.js").State} State */

/** @param {import("./polls.js").PartProps & { visit: (room: string) => void }} props all rooms at a glance */
export function Overview({ state, t, act, visit }) {
  const [others, know] = useState(/** @type {Record<string, State>} */ ({}));
  const rooms = state.event?.rooms ?? [];
  useEffect(() => {
    const watched = rooms.map(({ id }) => id).filter((id) => id !== state.room);
    const later = (/** @type {() => void} */ run, /** @type {number} */ ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    };
    const hidden = () => document.visibilityState === "hidden";
    return overview({ rooms: watched, ask: act.ask, clock: Date.now, later, hidden, changed: know });
  }, [state.room, rooms.length]);
  const seen = new Map(
    rooms.map(({ id }) => {
      const room = id === state.room ? state : others[id];
      return /** @type {const} */ ([id, room ? glance(room) : null]);
    }),
  );
  const rank = (/** @type {string} */ id) => {
    const one = seen.get(id);
    return one && lively(one) ? 0 : 1;
  };
  const ideal = rooms.map(({ id }) => id).sort((one, other) => rank(one) - rank(other));
  // As long as rooms become known there is nothing yet that somebody would aim at.
  const held = useHeld(ideal, String([...seen.values()].filter(Boolean).length));
  return html`<section class="part overview" aria-labelledby="overview" data-testid="overview">
    <header class="part-head"><h2 id="overview">${t.parts.overview}</h2><${Arrange} ...${{ held, t }} /></header>
    <p class="hint">${t.overview.hint}</p>
    <ul class="doors-list">
      ${held.ids.map((id) => html`<li key=${id}><${Door} ...${{ t, visit, id }} title=${title(state, id)} seen=${seen.get(id) ?? null} /></li>`)}
    </ul>
  </section>`;
}

/**
 * One room.
 * @param {{ id: string, title: import("../../client/wire.js").Text, seen: ReturnType<typeof glance> | null,
 *   t: import("../../texts/texts.js").Words, visit: (room: string) => void }} props without `seen` nothing is known of it yet
 */
function Door({ id, title, seen, t, visit }) {
  const quiet = seen && !lively(seen);
  return html`<article class="card" data-testid="door" data-room=${id} data-present=${seen?.present}>
    <h3>${t.plain(title)}</h3>
    ${!seen && html`<p class="hint">${t.overview.unseen}</p>`}
    ${seen && html`<p class="present">${t.present(seen.present)}</p>`}
    ${quiet && html`<p class="hint" data-testid="quiet">${t.overview.noPoll} ${seen.room?.applause ? t.overview.applauseOn : t.overview.applauseOff}</p>`}
    ${
      seen &&
      !quiet &&
      html`<ul class="facts">
        ${seen.running.map((poll) => html`<li key=${poll.id} class="live"><strong>${t.phases[poll.state]}:</strong> ${t.plain(poll.prompt)}</li>`)}
        ${seen.running.length === 0 && html`<li>${t.overview.noPoll}</li>`}
        ${seen.unpublished > 0 && html`<li>${t.overview.unpublished(seen.unpublished)}</li>`}
        <li class=${seen.waiting > 0 ? "live" : ""}>${t.overview.questions(seen.waiting, seen.shown)}</li>
        <li>${t.parts.questions}: ${t.questionsModes[seen.room?.questions ?? "closed"]}. ${seen.room?.applause ? t.overview.applauseOn : t.overview.applauseOff}</li>
        ${seen.room?.notice && html`<li>${t.switches.notice}: ${seen.room.notice}</li>`}
      </ul>`
    }
    <div class="ends"><${Button} testid="visit" look="press strong" label="${t.overview.visit}: ${t.plain(title)}" onClick=${() => visit(id)}>${t.overview.visit}<//></div>
  </article>`;
}
