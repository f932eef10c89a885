import { html } from "../../vendor/htm-preact/standalone.module.js";
import { AttendeeRoom } from "./attendee-room.js";
import { Shell } from "./shell.js";
import { Welcome } from "./welcome.js";

/** @param {import("../page.js").Props & { code: string }} props */
export function Attendee(props) {
  const { state, t } = props;
  const inside = state.admission.state === "in";
  return html`<${Shell} ...${props} inside=${inside}>
    ${state.admission.state === "ended" ? html`<${Over} t=${t} />` : inside ? html`<${AttendeeRoom} ...${props} />` : html`<${Welcome} ...${props} />`}
  <//>`;
}

/** @param {{ t: import("../texts/texts.js").Words }} props */
function Over({ t }) {
  return html`<section class="waiting" data-testid="over">
    <h1>${t.over}</h1>
    <p>${t.overText}</p>
  </section>`;
}
