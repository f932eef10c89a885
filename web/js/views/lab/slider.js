import { html } from "../../../vendor/htm-preact/standalone.module.js";

/**
 * @param {{ name: string, label: string, says: string, min?: number, max: number, step?: number, value: number,
 *   change: (value: number) => void }} props `says`: what the value means, seen and read out
 */
export function Slider({ name, label, says, min = 0, max, step = 1, value, change }) {
  const input = (/** @type {{ target: HTMLInputElement }} */ { target }) => change(Number(target.value));
  return html`<label class="slider">
    <span class="label">${label}</span> <span class="says" aria-hidden="true">${says}</span>
    <input type="range" data-testid=${name} aria-label=${label} aria-valuetext=${says} ...${{ min, max, step, value }} onInput=${input} />
  </label>`;
}
