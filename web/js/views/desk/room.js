import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { here, title } from "../../client/place.js";
import { Atmosphere } from "./atmosphere.js";
import { Gong } from "./gong.js";
import { Notice } from "./notice.js";
import { Screen } from "./screen.js";
import { Switches } from "./switches.js";

/** @param {import("./polls.js").PartProps} props the room itself: what its stage shows, its switches, how it sounds */
export function DeskRoom(props) {
  const { state, t } = props;
  const room = here(state);
  if (!room) return null;
  const part = { ...props, room };
  return html`<section class="part room" aria-labelledby="room" data-testid="room-part">
    <header class="part-head"><h2 id="room">${t.plain(title(state, state.room))}</h2></header>
    <${Screen} ...${part} />
    <${Switches} ...${part} />
    <${Notice} ...${part} />
    <${Atmosphere} ...${props} />
    <${Gong} ...${props} />
  </section>`;
}
