import { html, useRef } from "../../../vendor/htm-preact/standalone.module.js";
import { here } from "../../client/place.js";
import { clapping } from "../../client/ticks.js";
import { Mark } from "../mark.js";

/** One person alone in a room is no ovation. */
const FEW = 5;

/** @param {Pick<import("../../page.js").Props, "state" | "since" | "t">} props how many people clap, for as long as they do */
export function Applause({ state, since, t }) {
  const last = useRef({ n: 0, level: 0 });
  const n = here(state)?.applause ? clapping(state, since) : 0;
  if (n > 0) last.current = { n, level: Math.sqrt(Math.min(1, n / Math.max(state.present, FEW))) };
  const shown = last.current ?? { n: 0, level: 0 };
  return html`<p class="applause" data-testid="applause" data-n=${n} data-on=${n > 0 ? "true" : "false"}>
    <${Mark} />
    <span class="people">${t.clapping(shown.n)}</span>
    <span class="level" aria-hidden="true"><span style=${{ "--level": shown.level.toFixed(2) }}></span></span>
  </p>`;
}
