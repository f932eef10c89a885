import { html } from "../../../vendor/htm-preact/standalone.module.js";

/**
 * How to take part: at any time, so always there.
 * @param {{ code: string, t: import("../../texts/texts.js").Words, brief: boolean }} props `brief`: beside something else
 */
export function Invitation({ code, t, brief }) {
  return html`<aside class="invitation" aria-label=${t.invite}>
    <img src="join.svg" alt=${t.qr} width="200" height="200" />
    <div>
      <p class="how">${brief ? t.inviteShort : t.inviteHow}</p>
      <p class="address">${location.host.split(".").map((part, i) => (i ? html`<wbr />.${part}` : part))}</p>
      <p class="code" data-testid="code" style=${{ "--letters": code.length }}>${code}</p>
    </div>
  </aside>`;
}
