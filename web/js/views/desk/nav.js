import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { Icon } from "./icons.js";

/** @typedef {"desk" | "polls" | "questions" | "room" | "helps" | "overview"} Place */

/**
 * The parts of the desk, under the thumb.
 * @param {{ places: Place[], at: Place, go: (place: Place) => void, counts: Partial<Record<Place, number>>,
 *   t: import("../../texts/texts.js").Words }} props
 */
export function Nav({ places, at, go, counts, t }) {
  if (places.length < 2) return null;
  return html`<nav class="parts" aria-label=${t.parts.all}>
    <ul>
      ${places.map((place) => {
        const n = counts[place] ?? 0;
        return html`<li key=${place}>
          <button type="button" data-testid="part" data-part=${place} aria-current=${place === at ? "page" : null}
            onClick=${() => go(place)}>
            <${Icon} of=${place} />
            <span>${t.parts[place]}</span>
            ${n > 0 && html`<span class="count" data-testid="count">${n}<span class="unseen"> ${t.parts.open}</span></span>`}
          </button>
        </li>`;
      })}
    </ul>
  </nav>`;
}
