import { html } from "../../vendor/htm-preact/standalone.module.js";

/** @param {Pick<import("../page.js").Props, "state" | "t">} props before there is anything to show */
export function Patience({ state, t }) {
  const lost = state.connection === "offline" || state.connection === "barred";
  return html`<h1 class="patience">${lost ? t.offline : t.loading}</h1>`;
}
