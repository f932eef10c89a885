import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { event } from "../../client/place.js";
import { phase, polls } from "../../client/polls.js";
import { scene } from "../../client/scene.js";
import { busy } from "../../client/standing.js";
import { drawable } from "../results.js";
import { Button } from "./button.js";
import { shortened } from "./objection.js";

/** @typedef {import("../../client/scene.js").Scene} Scene */

/** @param {import("./switches.js").RoomProps} props what the stage shows now, and what it may show instead */
export function Screen({ state, now, t, act, may, room }) {
  const shows = scene(state, drawable);
  const [picked, pick] = useState("");
  const all = polls(state, drawable).filter(({ state: stands }) => stands === "closed" || stands === "published");
  const poll = all.some(({ id }) => id === picked) ? picked : (all[0]?.id ?? "");
  const still = busy(state, "room") || state.connection !== "online";
  const set = (/** @type {string | null} */ stage) => act.want({ action: "room.set", rev: room.rev, stage });
  const chosen = room.stage !== null && shows.chosen;
  return html`<section class="box" aria-labelledby="stage-title">
    <h3 id="stage-title">${t.switches.stage}</h3>
    <div class="preview" data-testid="preview" data-show=${shows.show}>
      <p class="what">${what(shows, now, t)}</p>
      <p class="which">${which(shows, state, t)}</p>
    </div>
    <p class="hint">${chosen ? t.switches.chosen : t.switches.byItself}</p>
    ${
      may.runs &&
      html`<div class="stage-choice">
        ${
          all.length > 0 &&
          html`<label class="field">
            <span>${t.switches.thisPoll}</span>
            <select data-testid="stage-poll" value=${poll}
              onChange=${(/** @type {{ target: HTMLSelectElement }} */ { target }) => pick(target.value)}>
              ${all.map((one) => html`<option key=${one.id} value=${one.id}>${shortened(t.plain(one.prompt))}</option>`)}
            </select>
          </label>`
        }
        <div class="ends">
          ${chosen && html`<${Button} testid="stage-free" still=${still} onClick=${() => set(null)}>${t.switches.free}<//>`}
          <${Button} testid="stage-join" still=${still} onClick=${() => set("join")}>${t.switches.invitation}<//>
          ${all.length > 0 && html`<${Button} testid="stage-show" look="press strong" still=${still} onClick=${() => set(poll)}>${t.switches.showPoll}<//>`}
        </div>
      </div>`
    }
  </section>`;
}

/**
 * @param {Scene} shows
 * @param {number} now
 * @param {import("../../texts/texts.js").Words} t
 */
function what(shows, now, t) {
  if (shows.show !== "poll") return t.sceneNames[shows.show];
  const { poll } = shows;
  const reached = phase(poll, now);
  const sees =
    reached === "published" || poll.results === "live" || (reached === "closed" && poll.results !== "on_publish");
  return `${t.sceneNames.poll} (${t.phases[reached]}): ${sees ? t.switches.withResult : t.switches.noResult}`;
}

/**
 * @param {Scene} shows
 * @param {import("../../page.js").Props["state"]} state
 * @param {import("../../texts/texts.js").Words} t
 */
function which(shows, state, t) {
  if (shows.show === "poll") return t.plain(shows.poll.prompt);
  return shows.show === "question" ? shows.question.text : t.switches.code(event(state)?.code ?? "");
}
