import { html } from "../../../vendor/htm-preact/standalone.module.js";

/** @param {{ code: string, t: import("../../texts/texts.js").Words }} props how to take part: at any time, so always there */
export function Invitation({ code, t }) {
  return html`<aside class="invitation" aria-label=${t.invite}>
    <img src="join.svg" alt=${t.qr} width="200" height="200" />
    <div>
      <p class="how">${t.inviteHow}</p>
      <p class="address">${location.host}</p>
      <p class="code" data-testid="code" style=${{ "--letters": code.length }}>${code}</p>
    </div>
  </aside>`;
}
