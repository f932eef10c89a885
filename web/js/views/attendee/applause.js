import { html, useEffect, useRef, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { here } from "../../client/place.js";
import { ECHO, useOvation } from "../../ovation.js";
import { caption, Picture } from "../ovation.js";
import { buzz, Vibration } from "./handling.js";
import { usePress } from "./press.js";

/** The cloud beside the button on a wide screen, in hundredths of its height. */
const ACROSS = 560;

/** @param {import("../../page.js").Props & { wide?: boolean }} props one's own hands; on a `wide` screen, the room's beside them */
export function Applause({ state, t, act, applause, wide = false }) {
  const shown = useOvation(applause);
  const [claps, count] = useState(0);
  const made = useRef(0);
  const [echo, sound] = useState(false);
  const room = here(state);
  const place = room?.applause ? state.room : null;
  const on = usePress((grade) => {
    act.clap(grade);
    buzz(act);
    // Two fingers may be down before anything is drawn.
    made.current = (made.current ?? 0) + 1;
    count(made.current);
    sound(true);
  }, place);
  useEffect(() => {
    const timer = setTimeout(() => sound(false), ECHO);
    return () => clearTimeout(timer);
  }, [claps]);
  if (place === null) {
    const stage = room?.kind === "plenum" || room?.kind === "forum";
    return stage ? html`<p class="applause off" data-testid="applause-off">${t.applauseOff}</p>` : null;
  }
  return html`<div class="applause" data-testid="applause" data-clapping=${applause.now()} data-label=${shown.label}
    data-echo=${echo ? "on" : "off"}>
    <button type="button" class="clap" data-testid="clap" data-claps=${claps} aria-keyshortcuts="Space"
      aria-describedby=${wide ? "handling" : null} onPointerDown=${on.down} onClick=${on.click} onContextMenu=${stays}>
      <${Hands} key=${claps} beat=${claps > 0} />
      <span class="word">${t.clap}</span>
    </button>
    ${wide && state.way === "socket" && html`<${Picture} ...${{ shown, t }} across=${ACROSS} />`}
    ${wide && html`<p class="clapping" data-testid="caption">${state.way === "socket" && caption(shown, t)}</p>`}
  </div>
  ${
    wide &&
    html`<div class="handled">
      <p class="hint" id="handling">${t.handlingHint} ${t.spaceHint}</p>
      <${Vibration} ...${{ t, act }} />
    </div>`
  }`;
}

/** @param {Event} event a finger that is held down asks for no menu */
function stays(event) {
  event.preventDefault();
}

/** @param {{ beat: boolean }} props */
function Hands({ beat }) {
  return html`<svg class=${beat ? "hands beat" : "hands"} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path d="M4 27 14 9a3 3 0 0 1 5.200 3L10.500 27Z" />
    <path d="M28 27 21 15.500a3 3 0 0 0-5.200 3L21 27Z" />
    <path class="sound" d="M17 4V1M22.500 5.500 24.500 3M26 10l3-1" />
  </svg>`;
}
