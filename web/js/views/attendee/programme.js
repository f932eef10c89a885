import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { programme } from "../../client/place.js";
import { Said } from "../said.js";

/** @param {import("../../page.js").Props} props what is on here, and what comes next */
export function Programme({ state, now, t }) {
  const { running, next } = programme(state, now);
  const elsewhere = next && !next.rooms.includes(state.room);
  const rooms = (state.event?.rooms ?? []).filter(({ id }) => next?.rooms.includes(id));
  return html`<section class="card programme" data-testid="programme" aria-labelledby="programme">
    <h2 id="programme" class="unseen">${t.programme}</h2>
    <p class="present" data-testid="present">${t.present(state.present)}</p>
    <dl>
      ${running && html`<div><dt>${t.now}</dt><dd><${Said} of=${running.title} t=${t} /></dd></div>`}
      ${
        next &&
        html`<div><dt>${t.next}, ${t.time(next.starts)}</dt>
          <dd><${Said} of=${next.title} t=${t} />
            ${elsewhere && rooms.length === 1 && html`<span class="where"> (${t.plain(rooms[0]?.title ?? "")})</span>`}</dd></div>`
      }
    </dl>
  </section>`;
}
