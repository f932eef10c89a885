import { html, useEffect, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { gong, title } from "../../client/place.js";

const MINUTE = 60_000;

/** How long (ms) a call has the screen to itself. */
const TAKES_OVER = 20_000;

/**
 * @param {import("../../page.js").Props} props
 * @returns {boolean} whether the room is being called just now
 */
export function useCalling({ state, now }) {
  const called = gong(state, now);
  const id = called && now < called.at + TAKES_OVER ? called.id : null;
  const [heard, hear] = useState(/** @type {string | null} */ (null));
  useEffect(() => {
    if (!id) return;
    const timer = setTimeout(() => hear(id), TAKES_OVER);
    return () => clearTimeout(timer);
  }, [id]);
  return id !== null && heard !== id;
}

/** @param {import("../../page.js").Props & { large?: boolean }} props where everybody should be, and when */
export function Gong({ state, now, t, large = false }) {
  const called = gong(state, now);
  if (!called) return null;
  const minutes = Math.ceil((called.at - now) / MINUTE);
  const Name = large ? "h1" : "p";
  return html`<section class="gong ${large ? "large" : ""}" aria-label=${t.gong} data-testid="gong" data-minutes=${minutes}>
    <p class="when"><strong>${minutes > 0 ? t.inMinutes(minutes) : t.nowOn}</strong> <span>${t.at(t.time(called.at))}</span></p>
    <${Name} class="where">${t.plain(title(state, called.room))}<//>
    ${called.text && html`<p class="text">${called.text}</p>`}
  </section>`;
}
