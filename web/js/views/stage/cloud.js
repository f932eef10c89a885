import { html, useRef } from "../../../vendor/htm-preact/standalone.module.js";
import { Words } from "../words.js";
import { AREA, arrangement } from "./arrangement.js";

/** @typedef {import("./arrangement.js").Placed} Placed */

/** @param {import("../bars.js").Counted} props a cloud on a large screen; a list for small ones, and to be read out */
export function Cloud(props) {
  const { words = [] } = props.tally;
  const drawn = useRef(/** @type {{ words: unknown, placed: Placed[] }} */ ({ words: null, placed: [] }));
  if (drawn.current && drawn.current.words !== words) {
    const before = Object.fromEntries(drawn.current.placed.map((one) => [one.word, one]));
    drawn.current = { words, placed: arrangement(words, before, width) };
  }
  const placed = drawn.current?.placed ?? [];
  if (words.length === 0) return html`<p class="asks" data-testid="no-words">${props.t.noWords}</p>`;
  return html`
    <div class="cloud" aria-hidden="true" data-testid="cloud" style=${{ "--across": AREA.across, "--down": AREA.down }}>
      ${[...placed].sort(byWord).map(
        ({ word, x, y, size, grade }) => html`<span key=${word} data-grade=${grade}
          style=${{ "--x": x.toFixed(2), "--y": y.toFixed(2), "--letters": size.toFixed(2) }}>${word}</span>`,
      )}
    </div>
    <div class="listed"><${Words} ...${props} /></div>
  `;
}

/**
 * Elements stay in one order, so that a word only moves where its place does.
 * @param {Placed} one
 * @param {Placed} other
 */
function byWord({ word: one }, { word: other }) {
  return one < other ? -1 : 1;
}

/** @type {CanvasRenderingContext2D | null} */
let pen = null;

/** @param {string} word */
function width(word) {
  pen ??= document.createElement("canvas").getContext("2d");
  if (!pen) return word.length * 0.7;
  pen.font = `700 100px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(word).width / 100;
}
