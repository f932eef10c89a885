import { html } from "../../../vendor/htm-preact/standalone.module.js";

/** The room's sound, and nothing to be seen: for a mixer that has its picture elsewhere. */
export function Alone() {
  return html`<main data-testid="alone"></main>`;
}
