import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { here, title } from "../../client/place.js";
import { polls, running } from "../../client/polls.js";
import { drawable } from "../results.js";
import { Said } from "../said.js";
import { Applause } from "./applause.js";
import { Banners } from "./banners.js";
import { Call } from "./call.js";
import { Doors } from "./doors.js";
import { Floor } from "./floor.js";
import { Handling } from "./handling.js";
import { Help } from "./help.js";
import { Listen } from "./listen.js";
import { Mood } from "./mood.js";
import { Pinned } from "./pinned.js";
import { Polls } from "./polls.js";
import { Programme } from "./programme.js";
import { Questions } from "./questions.js";
import { Video } from "./video.js";

/**
 * The room: on a wide screen all at once, with its video beside what is done there; on a narrow one, one place of it.
 * What is not shown stays, with all that somebody is writing.
 * @param {import("../../page.js").Props & { place: import("./attendee.js").Place, wide: boolean,
 *   voting: boolean, votes: import("./voting.js").Votes, read: (answers: string[]) => void, go: (place: import("./attendee.js").Place) => void }} props
 */
export function AttendeeRoom(props) {
  const { state, t, sound, place, wide } = props;
  const room = here(state);
  const kind = room?.kind ?? "";
  const hidden = (/** @type {string} */ one) => !wide && place !== one;
  const below = !wide && place === "now" && polls(state, drawable).some(running);
  const stage = html`
    <${Programme} ...${props} />
    <${Mood} ...${props} />
    ${sound && !sound.usual && html`<${Listen} ...${{ sound, t }} />`}
  `;
  const around = html`
    ${kind === "foyer" && html`<${Doors} ...${props} />`}
    ${kind === "cafeteria" && html`<${Floor} ...${props} />`}
  `;
  return html`
    <h1 class="unseen"><${Said} of=${title(state, state.room)} t=${t} /></h1>
    <${Banners} ...${props} below=${below} />
    <div class=${wide ? "hall wide" : "hall"} data-testid="hall" data-place=${place}>
      ${
        wide &&
        html`<div class=${["plenum", "forum"].includes(kind) ? "front stage" : "front"}>
          <${Video} ...${props} />
          <${Applause} ...${props} wide />
          ${around}
          ${stage}
        </div>`
      }
      <div class="seat">
        <div class="part" hidden=${hidden("now")}>
          <${Polls} ...${props} below=${below} />
          ${!wide && html`<${Pinned} ...${props} />`}
          ${!wide && around}
          ${!wide && stage}
          ${!wide && html`<${Video} ...${props} small />`}
          ${!wide && html`<${Handling} ...${props} />`}
        </div>
        <div class="part" hidden=${hidden("questions")}><${Questions} ...${props} /></div>
        <div class="part" hidden=${hidden("help")}><${Help} ...${props} shown=${!hidden("help")} /></div>
        ${wide && html`<${Call} ...${props} />`}
      </div>
    </div>
  `;
}
