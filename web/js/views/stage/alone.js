import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { Locked } from "../sound.js";

/** @param {import("../../page.js").Props} props the room's sound, and nothing to be seen: for a mixer that has its picture elsewhere */
export function Alone({ t, sound }) {
  return html`<main data-testid="alone">
    <h1 class="unseen">${t.sound}</h1>
    ${sound && html`<${Locked} ...${{ sound, t }} />`}
  </main>`;
}
