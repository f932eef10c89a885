import { html } from "../../vendor/htm-preact/standalone.module.js";

/** Two hands about to meet, and the sound they make. */
export function Mark() {
  return html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path class="hand" d="M4 27 14 9a3 3 0 0 1 5.2 3L10.500 27Z" />
    <path class="hand other" d="M28 27 21 15.500a3 3 0 0 0-5.200 3L21 27Z" />
    <path class="sound" d="M17 4V1M22.500 5.500 24.500 3M26 10l3-1" />
  </svg>`;
}
