import { html, useRef, useState } from "../../vendor/htm-preact/standalone.module.js";
import { about, FEW, LABELS } from "../client/ovation.js";
import { crowd, marks, zoom } from "./crowd.js";
import { useStill } from "./still.js";

/** @typedef {import("../client/ovation.js").Ovation} Shown */
/** @typedef {import("../texts/texts.js").Words} Words */

/** A raised hand, about its middle: applause as deaf people give it, which is seen and not heard. */
export const HAND =
  "M-7 0H7V5a7 7 0 0 1-14 0ZM-7 4-11.200-1a1.800 1.800 0 0 1 2.900-2.200L-4 1ZM-7 2V-7a1.550 1.550 0 0 1 3.100 0V2ZM-3.300 2V-10.500a1.550 1.550 0 0 1 3.100 0V2ZM.3 2V-10a1.550 1.550 0 0 1 3.100 0V2ZM3.900 2V-6.500a1.550 1.550 0 0 1 3.100 0V2Z";

/** Layers that sway, each at a pace of its own: hundreds of hands that did would keep a laptop busy. */
const LAYERS = 5;

/**
 * @param {Shown} shown
 * @param {Words} t
 * @returns {string} what a picture says without words, and a voice with them
 */
export function caption({ label, people }, t) {
  return t.ovation[label](about(people), people <= FEW);
}

/**
 * How many clap and how strongly: a cloud of hands, or where nothing shall move, a bar that says it.
 * @param {{ shown: Shown, t: Words, across: number }} props `across`: how wide the cloud is, in hundredths of its height
 */
export function Picture({ shown, t, across }) {
  return useStill() ? html`<${Gauge} ...${{ shown, t }} />` : html`<${Cloud} ...${{ shown, across }} />`;
}

/** @param {{ shown: Shown, t: Words }} props */
function Gauge({ shown, t }) {
  const { level } = shown;
  return html`<div class="gauge" role="meter" data-testid="gauge" data-level=${level} aria-label=${t.applauseOf}
    aria-valuemin="0" aria-valuemax=${LABELS.length - 1} aria-valuenow=${level} aria-valuetext=${caption(shown, t)}>
    <span style=${{ "--level": level / (LABELS.length - 1) }}></span>
  </div>`;
}

/** @param {{ shown: Shown, across: number }} props */
export function Cloud({ shown, across }) {
  // What is the same thing is not compared again: a tick changes three figures of the whole cloud.
  const [layers] = useState(() => drawn(across));
  const { people, grade } = shown;
  const lit = marks(people);
  const warm = useRef(0);
  warm.current = warmer(warm.current ?? 0, grade);
  return html`<div class="hands-up" aria-hidden="true" data-testid="meter" data-lit=${lit} data-on=${lit > 0 ? "true" : "false"}
    style=${{ "--across": across, "--lit": lit, "--zoom": zoom(lit).toFixed(3), "--warmth": warm.current }}>
    <div class="near">${layers}</div>
  </div>`;
}

/** From politeness to an ovation in so many steps, and no more than one of them at a time. */
const STEPS = 8;

/**
 * @param {number} before 0 to 1
 * @param {number} grade 0 to 15
 * @returns {number} 0 to 1, nearer to what the grade is
 */
export function warmer(before, grade) {
  const wanted = Math.round(STEPS * Math.max(0, Math.min(1, (grade - 5) / 8)));
  const step = Math.round(STEPS * before);
  return (step + Math.sign(wanted - step)) / STEPS;
}

/** @param {number} across */
function drawn(across) {
  // Who stands behind is drawn first, and paler.
  const all = crowd(across)
    .map((mark, place) => ({ ...mark, place }))
    .sort((one, other) => one.y - other.y);
  const each = all.length / LAYERS;
  return Array.from(
    { length: LAYERS },
    (_, layer) => html`<svg key=${layer} class="layer" viewBox="0 0 ${across} 100" focusable="false">
      ${all.slice(layer * each, (layer + 1) * each).map(
        ({ x, y, turn, size, late, place }) => html`<path key=${place} d=${HAND}
          transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${turn.toFixed(1)}) scale(${size.toFixed(2)})"
          style=${{ "--place": place, "--late": late.toFixed(2) }} />`,
      )}
    </svg>`,
  );
}
