import { html } from "../../vendor/htm-preact/standalone.module.js";

/** Two hands about to meet, and the sound they make. */
export function Mark() {
  return html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path class="hand" d="M7.2 25.6 12.4 13.4" />
    <path class="hand other" d="M24.8 25.6 19.6 13.4" />
    <path class="sound" d="M16 6.4V3.2M10.4 7.4 8.6 4.8M21.6 7.4 23.4 4.8" />
  </svg>`;
}
