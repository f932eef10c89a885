import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { present } from "../../client/items.js";
import { notice, seat } from "../../client/standing.js";
import { host } from "./host.js";

/** @param {import("../../page.js").Props} props the tables of a cafeteria, and one's own seat */
export function Floor({ state, t, act }) {
  const [floor] = /** @type {import("../../client/wire.js").Floor[]} */ (present(state.items, "floor"));
  const { table: mine, sending } = seat(state);
  const { video } = state.mine;
  if (!floor) return null;
  const no = notice(state, "floor");
  const full = no?.code === "table_full" && no.command.action === "sit" ? no.command.table : null;
  const free = floor.tables.filter(({ taken }) => taken < floor.seats).map(({ id }) => id);
  return html`<section class="card floor" data-testid="floor" aria-labelledby="floor">
    <h2 id="floor">${t.tables}</h2>
    <p class="hint">${t.tablesHint(floor.seats)}</p>
    ${
      no &&
      html`<p class="objection" role="alert" data-testid="table-full">
      ${full ? t.tableFull(full, free.slice(0, 3)) : t.why(no.code, no.message)}</p>`
    }
    ${
      mine &&
      html`<div class="own-table" data-testid="own-table" data-table=${mine}>
      <p><strong>${sending ? t.sittingDown(mine) : t.youSit(mine)}</strong></p>
      <p class="ways">
        ${
          video &&
          host(video) &&
          html`<a class="main" href=${video} target="_blank" rel="noopener noreferrer" data-testid="table-video">
            ${t.tableVideo}<span aria-hidden="true">\u00a0↗</span></a>`
        }
        <button type="button" class="quiet" data-testid="stand" onClick=${() => act.want({ action: "stand" })}>${t.standUp}</button>
      </p>
      ${video && host(video) && html`<p class="hint">${t.tableVideoFrom(host(video))}</p>`}
    </div>`
    }
    <ul class="tables">
      ${floor.tables.map(
        ({ id, taken }) => html`<li key=${id}>
          <button type="button" class="table" data-testid="table" data-table=${id} data-taken=${taken}
            aria-disabled=${taken >= floor.seats && id !== mine ? "true" : "false"} aria-pressed=${id === mine ? "true" : "false"}
            onClick=${() => id !== mine && act.want({ action: "sit", table: id })}>
            <strong>${t.table(id)}</strong>
            <${Seats} taken=${id === mine ? Math.max(1, taken) : taken} seats=${floor.seats} />
            <span class="hint">${id === mine ? t.yourTable : t.free(Math.max(0, floor.seats - taken))}</span>
          </button>
        </li>`,
      )}
    </ul>
  </section>`;
}

/** @param {{ taken: number, seats: number }} props */
function Seats({ taken, seats }) {
  return html`<span class="seats" aria-hidden="true">
    ${Array.from({ length: seats }, (_, index) => html`<span key=${index} class=${index < taken ? "taken" : ""}></span>`)}
  </span>`;
}
