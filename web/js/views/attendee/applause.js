import { html, useEffect, useRef, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { claps, here } from "../../client/place.js";
import { ECHO, useOvation } from "../../ovation.js";
import { caption, Picture } from "../ovation.js";
import { buzz, Vibration } from "./handling.js";
import { usePress } from "./press.js";

/** The cloud beside the button on a wide screen, in hundredths of its height. */
const ACROSS = 560;

/** @param {import("../../page.js").Props & { wide?: boolean }} props one's own hands; on a `wide` screen, the room's beside them */
export function Applause({ state, t, act, applause, wide = false }) {
  const shown = useOvation(applause);
  const [made, count] = useState(0);
  const latest = useRef(0);
  const [echo, sound] = useState(false);
  const room = here(state);
  const place = room?.applause ? state.room : null;
  const on = usePress((grade) => {
    act.clap(grade);
    buzz(act);
    // Two fingers may be down before anything is drawn.
    latest.current = (latest.current ?? 0) + 1;
    count(latest.current);
    sound(true);
  }, place);
  useEffect(() => {
    const timer = setTimeout(() => sound(false), ECHO);
    return () => clearTimeout(timer);
  }, [made]);
  if (!claps(room)) return null;
  // Whoever stands on the button stays there when it is switched off.
  const off = place === null;
  return html`<div class="applause" data-testid="applause" data-clapping=${applause.now()} data-label=${shown.label}
    data-echo=${echo && !off ? "on" : "off"}>
    <button type="button" class="clap" data-testid="clap" data-claps=${made} aria-keyshortcuts="Space"
      aria-disabled=${off ? "true" : "false"} aria-describedby=${off ? "applause-off" : wide ? "handling" : null}
      onPointerDown=${off ? null : on.down} onClick=${off ? null : on.click} onContextMenu=${stays}>
      <${Hands} key=${made} beat=${made > 0} />
      <span class="word">${t.clap}</span>
    </button>
    ${wide && state.way === "socket" && html`<${Picture} ...${{ shown, t }} across=${ACROSS} />`}
    ${
      wide &&
      html`<p class="clapping" id=${off ? "applause-off" : null} data-testid=${off ? "applause-off" : "caption"}>
        ${off ? t.applauseOff : state.way === "socket" && caption(shown, t)}
      </p>`
    }
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
