import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { NoLink } from "../no-link.js";
import { Shell } from "../shell.js";
import { AttendeeRoom } from "./room.js";
import { Welcome } from "./welcome.js";

/** @param {import("../../page.js").Props & { code: string, linked: boolean }} props `linked`: the token came with a link */
export function Attendee(props) {
  const { state, t, linked } = props;
  const dead = linked && state.token !== null && !state.entered && state.connection === "barred";
  const inside = state.admission.state === "in" && !dead;
  return html`<${Shell} ...${props} inside=${inside}>
    ${dead && html`<${NoLink} ...${props} title=${state.event && t.plain(state.event.title)} />`}
    ${inside && html`<${AttendeeRoom} ...${props} />`}
    ${!dead && !inside && html`<${Welcome} ...${props} />`}
  <//>`;
}
