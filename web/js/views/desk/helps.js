import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { present } from "../../client/items.js";
import { Arrange, useHeld } from "./held.js";
import { Help } from "./help.js";

/** @typedef {import("../../client/wire.js").HelpRequest} HelpRequest */

/** @param {import("./polls.js").PartProps} props the queue of the info desk, the oldest first */
export function Helps(props) {
  const { state, t } = props;
  const [answered, show] = useState(false);
  const all = /** @type {HelpRequest[]} */ (present(state.items, "helps"));
  const queue = [...all].sort((one, other) => one.at - other.at || one.id.localeCompare(other.id));
  const done = queue.filter((request) => request.state === "answered").reverse();
  const open = queue.filter((request) => request.state !== "answered");
  const held = useHeld(
    (answered ? done : open).map(({ id }) => id),
    answered ? "answered" : "open",
  );
  const byId = new Map(all.map((request) => [request.id, request]));
  const shelf = (/** @type {boolean} */ one, /** @type {string} */ text, /** @type {number} */ n) =>
    html`<button type="button" class="shelf" data-testid="shelf" data-shelf=${one ? "answered" : "open"}
      aria-pressed=${answered === one ? "true" : "false"} onClick=${() => show(one)}>${text} <span class="count">${n}</span></button>`;
  return html`<section class="part helps" aria-labelledby="helps" data-testid="helps">
    <header class="part-head"><h2 id="helps">${t.parts.helps}</h2><${Arrange} ...${{ held, t }} /></header>
    <div class="shelves" role="group" aria-label=${t.infoDesk.shelves}>
      ${shelf(false, t.infoDesk.open, open.length)}
      ${shelf(true, t.infoDesk.answered, done.length)}
    </div>
    ${held.ids.length === 0 && html`<p class="patience">${answered ? t.infoDesk.noneAnswered : t.infoDesk.none}</p>`}
    <ol class="cards">
      ${held.ids.filter((id) => byId.has(id)).map((id) => html`<li key=${id}><${Help} ...${props} request=${byId.get(id)} among=${answered ? "answered" : "open"} /></li>`)}
    </ol>
  </section>`;
}
