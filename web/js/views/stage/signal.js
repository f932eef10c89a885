import { html } from "../../../vendor/htm-preact/standalone.module.js";

/** @param {Pick<import("../../page.js").Props, "state" | "t">} props for the technicians: the audience need not worry */
export function Signal({ state, t }) {
  const { connection } = state;
  if (connection !== "offline" && connection !== "barred") return null;
  return html`<p class="signal" data-testid="link" data-state=${connection}>${t.reconnecting}</p>`;
}
