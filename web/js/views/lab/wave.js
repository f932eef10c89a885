import { html, useEffect, useRef } from "../../../vendor/htm-preact/standalone.module.js";
import { COLUMNS } from "../../lab/meter.js";

/** Drawn so often (ms): as often as it can move calmly, or as a still picture now and then. */
const MOVING = 40;
const STILL = 1000;

/** A peak is drawn as large as it is loud: that grows with the power .6 of its pressure (Stevens 1955). */
const LOUD = 0.6;

const reduced = matchMedia("(prefers-reduced-motion: reduce)");

/** @param {import("./lab.js").Props} props the last seconds as they were heard */
export function Wave({ t, peaks }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  useEffect(() => {
    let timer = 0;
    const again = () => {
      if (canvas.current) picture(canvas.current, peaks());
      timer = window.setTimeout(again, reduced.matches ? STILL : MOVING);
    };
    again();
    return () => clearTimeout(timer);
  }, []);
  return html`<canvas ref=${canvas} class="wave" data-testid="wave" role="img" aria-label=${t.lab.wave}></canvas>`;
}

/**
 * Peaks to both sides of a line, the newest on the right.
 * @param {HTMLCanvasElement} canvas
 * @param {number[]} peaks
 */
function picture(canvas, peaks) {
  const pen = canvas.getContext("2d");
  const { clientWidth, clientHeight } = canvas;
  if (!pen || clientWidth === 0) return;
  const scale = window.devicePixelRatio;
  const [width, height] = [Math.round(clientWidth * scale), Math.round(clientHeight * scale)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  pen.clearRect(0, 0, width, height);
  pen.fillStyle = getComputedStyle(canvas).color;
  pen.fillRect(0, height / 2 - scale / 2, width, scale);
  const each = width / COLUMNS;
  peaks.forEach((peak, place) => {
    const size = Math.min(1, peak ** LOUD) * height;
    const left = (COLUMNS - peaks.length + place) * each;
    pen.fillRect(left, (height - size) / 2, Math.max(scale, each * 0.7), size);
  });
}
