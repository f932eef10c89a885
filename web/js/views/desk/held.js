import { html, useRef, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { arranged } from "../../desk/held.js";
import { Button } from "./button.js";

/**
 * Keeps a list as it stands on this screen until it is asked for anew, or is another list.
 * @param {readonly string[]} ideal ids as they should stand
 * @param {string} which list it is
 */
export function useHeld(ideal, which) {
  const held = useRef({ which, ids: [...ideal], turn: 0 });
  const [, redraw] = useState(0);
  const before = held.current ?? { which, ids: [...ideal], turn: 0 };
  const anew = before.which !== which || before.ids.length === 0;
  const turn = before.turn + Number(anew);
  const { ids, fresh, settled } = arranged(anew ? [...ideal] : before.ids, ideal);
  held.current = { which, ids, turn };
  const arrange = () => {
    held.current = { which, ids: [...ideal], turn: turn + 1 };
    redraw(turn + 1);
  };
  return { ids, fresh, settled, arrange, turn };
}

/**
 * What each item was when its place in the list was given to it.
 * @param {string[]} ids
 * @param {number} turn of the list
 * @param {(id: string) => string} now what it is by now
 * @returns {(id: string) => string}
 */
export function useFirst(ids, turn, now) {
  const first = useRef({ turn, of: /** @type {Record<string, string>} */ ({}) });
  if (first.current?.turn !== turn) first.current = { turn, of: {} };
  const { of } = first.current;
  for (const id of ids) if (!Object.hasOwn(of, id)) of[id] = now(id);
  return (id) => of[id] ?? "";
}

/** @param {{ held: ReturnType<typeof useHeld>, t: import("../../texts/texts.js").Words }} props */
export function Arrange({ held, t }) {
  const { fresh, settled, arrange } = held;
  return html`<div class="arrange">
    ${
      !settled &&
      html`<${Button} testid="arrange" look="press ${fresh > 0 ? "fresh" : ""}" onClick=${arrange}>
      ${fresh > 0 ? t.step.fresh(fresh) : t.step.arrange}
    <//>`
    }
  </div>`;
}
