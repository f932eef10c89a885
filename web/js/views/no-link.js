import { html } from "../../vendor/htm-preact/standalone.module.js";
import { Patience } from "./patience.js";

/** @param {import("../page.js").Props & { title: string | null }} props a page without a link that works */
export function NoLink({ state, t, title }) {
  if (!state.event) return html`<${Patience} ...${{ state, t }} />`;
  const dead = state.connection === "barred";
  return html`<section class="waiting" data-testid="no-link">
    <h1>${title}</h1>
    <p>${dead ? t.deadLink : t.noLink}</p>
  </section>`;
}
