import { html } from "../../vendor/htm-preact/standalone.module.js";
import { Said } from "./said.js";

/** @param {{ privacy: import("../client/wire.js").Privacy, t: import("../texts/texts.js").Words }} props */
export function Privacy({ privacy, t }) {
  return html`<details class="privacy">
    <summary>${t.privacy}</summary>
    <p><${Said} of=${privacy.notice} t=${t} /></p>
    <dl>
      <dt>${t.controller}</dt>
      <dd>${privacy.controller}</dd>
      <dt>${t.contact}</dt>
      <dd>${privacy.contact}</dd>
      <dt>${t.legalBasis}</dt>
      <dd><${Said} of=${privacy.legal_basis} t=${t} /></dd>
      <dt>${t.processors}</dt>
      <dd>${privacy.processors.join(", ")}</dd>
      <dt>${t.onDevice}</dt>
      <dd>${t.onDeviceText}</dd>
    </dl>
    <ul class="links">
      <${Away} to=${privacy.imprint}>${t.imprint}<//>
      <${Away} to=${privacy.accessibility}>${t.accessibility}<//>
    </ul>
  </details>`;
}

/** @param {{ to: string | undefined, children: unknown }} props only an address of the web becomes a link */
function Away({ to, children }) {
  if (!to || !/^https?:\/\//.test(to)) return null;
  return html`<li><a href=${to} rel="noopener noreferrer">${children}</a></li>`;
}
