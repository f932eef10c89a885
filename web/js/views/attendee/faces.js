import { html } from "../../../vendor/htm-preact/standalone.module.js";

/** How the mouth goes, from the worst mood to the best. */
const MOUTHS = ["M10 23q6-6 12 0", "M10 22q6-3 12 0", "M10 21.500h12", "M10 20.500q6 4 12 0", "M9 19.500q7 9 14 0Z"];

/** @param {{ mood: number }} props 1 to 5 */
export function Face({ mood }) {
  return html`<svg class="face" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <circle cx="16" cy="16" r="13.500" />
    <path class="eyes" d="M11 12.500v1.500M21 12.500v1.500" />
    <path class="mouth" d=${MOUTHS[mood - 1]} />
  </svg>`;
}
