import { html } from "../../../vendor/htm-preact/standalone.module.js";

/** @type {Record<string, string>} */
const PATHS = {
  desk: "M4 5h16v10H4zM9 19h6M12 15v4",
  polls: "M5 20V11M12 20V4M19 20v-6",
  questions: "M4 5h16v11H11l-5 4v-4H4zM9 10.500h6",
  room: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.500v5M9 14.500v5",
  helps: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM12 11v5M12 8v.300",
  overview: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
};

/** @param {{ of: string }} props */
export function Icon({ of }) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${PATHS[of]} /></svg>`;
}
