import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { event, gong, here } from "../../client/place.js";
import { phase, tally } from "../../client/polls.js";
import { Mark } from "../mark.js";
import { NoLink } from "../no-link.js";
import { Said } from "../said.js";
import { Applause } from "./applause.js";
import { Clock } from "./clock.js";
import { Controls } from "./controls.js";
import { useFit } from "./fit.js";
import { Gong, useCalling } from "./gong.js";
import { Invitation } from "./invitation.js";
import { Notice } from "./notice.js";
import { Scenery } from "./scenery.js";
import { shown } from "./shown.js";
import { Signal } from "./signal.js";
import { Silence } from "./silence.js";
import { StageWelcome } from "./welcome.js";

/** @typedef {import("../../page.js").Props} Props */

/** So long (ms) what never changes stays exactly where it is. */
const STILL = 6 * 60_000;

/** @param {Props} props */
export function Stage(props) {
  const { state, t } = props;
  if (!state.token || (!state.entered && state.connection === "barred")) {
    return html`<main><${NoLink} ...${props} title=${t.stage} /></main>`;
  }
  return state.entered ? html`<${Screen} ...${props} />` : html`<${Dark} ...${props} />`;
}

/** @param {Props} props before there is anything to show */
function Dark({ state, t, act, sound }) {
  return html`
    <main class="dark"><h1><${Mark} /> ${state.event ? html`<${Said} of=${state.event.title} t=${t} />` : "Beifall"}</h1></main>
    <footer class="bottom"><${Signal} ...${{ state, t }} /><${Controls} ...${{ t, act, sound }} /></footer>
  `;
}

/** @param {Props} props */
function Screen(props) {
  const { state, now, t, act, applause, sound } = props;
  const { scene, over } = shown(props);
  const reached = scene.show === "poll" ? phase(scene.poll, now) : null;
  const open = reached === "open" || reached === "closing";
  const calling = useCalling(props) && !open && reached !== "counting";
  const code = event(state)?.code;
  const drift = { "--drift": Math.abs((Math.floor(now / STILL) % 8) - 4) };
  const welcoming = !calling && scene.show === "invitation";
  const place = state.event?.rooms.find(({ id }) => id === state.room);
  const invitation = code && html`<${Invitation} ...${{ code, t }} brief=${!welcoming} />`;
  useFit(signature(props, scene, calling));
  return html`
    <header class="top ${t.plain(state.event?.title ?? "").length > 60 ? "long" : ""}" style=${drift}>
      <p class="brand"><${Mark} /> <span>${welcoming || !state.event ? "Beifall" : html`<${Said} of=${state.event.title} t=${t} />`}</span></p>
      ${!over && html`<${Signal} ...${{ state, t }} />`}
      <${Silence} ...${{ state, t, sound }} />
      <p class="place">${place && html`<${Said} of=${place.title} t=${t} />`}</p>
    </header>
    <main class=${here(state)?.notice || gong(state, now) ? "crowded" : ""} data-testid="stage" data-scene=${calling ? "gong" : scene.show}>
      ${!calling && html`<${Gong} ...${props} />`}
      ${
        welcoming
          ? html`<${StageWelcome} ...${props} over=${over}>${invitation}<//>`
          : html`<div class="playing" style=${drift}>
            ${calling ? html`<${Gong} ...${props} large />` : html`<${Scenery} ...${props} scene=${scene} />`}
            <div class="margin">
              ${scene.show === "poll" && open && html`<${Clock} poll=${scene.poll} ...${{ now, t }} />`}
              ${invitation}
            </div>
          </div>`
      }
      <${Notice} ...${{ state, t }} />
    </main>
    <footer class=${welcoming ? "bottom roomy" : "bottom"}>
      <p class="straw">${t.straw}</p>
      <${Applause} ...${{ state, t, applause }} across=${welcoming ? 400 : 580} />
      <${Controls} ...${{ t, act, sound }} />
    </footer>
  `;
}

/**
 * What decides how much room is needed: more or less of it, and everything is fitted anew.
 * @param {Props} props
 * @param {import("../../client/scene.js").Scene} scene
 * @param {boolean} calling
 */
export function signature({ state, now, t }, scene, calling) {
  const one = scene.show === "poll" ? [scene.poll.id, scene.poll.rev, tally(state, scene.poll) !== null] : [scene];
  return JSON.stringify([calling, t.language, gong(state, now)?.id, here(state)?.notice, ...one]);
}
