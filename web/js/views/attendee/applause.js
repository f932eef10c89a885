import { html, useEffect, useRef, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { here } from "../../client/place.js";
import { clapping } from "../../client/ticks.js";
import { lit } from "./level.js";
import { press } from "./press.js";

/** The lights over the stage: the more people clap, the more of them are lit. */
const LAMPS = 12;

/** How long (ms) one's own clap is seen. */
const ECHO = 900;

/** @param {import("../../page.js").Props} props one's own hands, and how the room claps */
export function Applause({ state, since, t, act }) {
  const [claps, count] = useState(0);
  const [echo, sound] = useState(false);
  const latest = useRef(/** @type {(() => void) | null} */ (null));
  latest.current = () => {
    act.clap();
    count(claps + 1);
    sound(true);
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(10);
  };
  const [on] = useState(() => press(() => latest.current?.()));
  useEffect(() => {
    const timer = setTimeout(() => sound(false), ECHO);
    return () => clearTimeout(timer);
  }, [claps]);
  const room = here(state);
  if (!room?.applause) {
    const stage = room?.kind === "plenum" || room?.kind === "forum";
    return stage ? html`<p class="applause off" data-testid="applause-off">${t.applauseOff}</p>` : null;
  }
  const n = Math.max(clapping(state, since), echo ? 1 : 0);
  const lamps = lit(n, state.present, LAMPS);
  return html`<div class="applause" data-testid="applause" data-clapping=${n} data-echo=${echo ? "on" : "off"}>
    <button type="button" class="clap" data-testid="clap" data-claps=${claps} onPointerDown=${on.down} onClick=${on.click}
      onKeyDown=${single}>
      <span key=${claps} class=${echo ? "ripple" : "still"} aria-hidden="true"></span>
      <${Hands} />
      <span class="word">${t.clap}</span>
    </button>
    <div class="meter" aria-hidden="true" data-testid="meter" data-lit=${lamps}>
      ${Array.from({ length: LAMPS }, (_, index) => html`<span key=${index} class=${index < lamps ? "lamp lit" : "lamp"}></span>`)}
    </div>
    <p class="clapping">${state.way === "socket" && t.clapping(n)}</p>
  </div>`;
}

/** @param {KeyboardEvent} event a key that is held down claps once */
function single(event) {
  if (event.repeat && event.key === "Enter") event.preventDefault();
}

function Hands() {
  return html`<svg class="hands" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path d="M4 27 14 9a3 3 0 0 1 5.200 3L10.500 27Z" />
    <path d="M28 27 21 15.500a3 3 0 0 0-5.200 3L21 27Z" />
    <path class="sound" d="M17 4V1M22.500 5.500 24.500 3M26 10l3-1" />
  </svg>`;
}
