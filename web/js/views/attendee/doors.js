import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { doors, programme } from "../../client/place.js";
import { Said } from "../said.js";

/** @param {import("../../page.js").Props} props the other rooms, as they are seen from the foyer */
export function Doors({ state, now, t, act }) {
  const order = (state.event?.rooms ?? []).map(({ id }) => id);
  const all = doors(state).sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id));
  return html`<section class="card doorway" data-testid="doors" aria-labelledby="doors">
    <h2 id="doors">${t.rooms}</h2>
    <ul>
      ${all.map((door) => {
        const { running } = programme({ ...state, room: door.id }, now);
        return html`<li key=${door.id}>
          <button type="button" class="door-to" data-testid="door" data-room=${door.id} onClick=${() => act.enter(door.id)}>
            <strong><${Said} of=${door.title} t=${t} /></strong>
            <span class="hint">${running && html`<${Said} of=${running.title} t=${t} />`}
              ${running && door.present > 0 && " · "}${door.present > 0 && t.aboutPresent(door.present)}</span>
          </button>
        </li>`;
      })}
    </ul>
  </section>`;
}
