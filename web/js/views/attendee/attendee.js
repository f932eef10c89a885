import { html, useEffect, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { here } from "../../client/place.js";
import { NoLink } from "../no-link.js";
import { Patience } from "../patience.js";
import { Shell } from "../shell.js";
import { Sound } from "../sound.js";
import { useWide } from "../wide.js";
import { Bar } from "./bar.js";
import { AttendeeRoom } from "./room.js";
import { reads } from "./unread.js";
import { useVoting } from "./voting.js";
import { Welcome } from "./welcome.js";

/** @typedef {"now" | "questions" | "help"} Place what a narrow screen shows of the room */

/** @param {import("../../page.js").Props & { code: string, linked: boolean }} props `linked`: the token came with a link */
export function Attendee(props) {
  const { state, t, act, linked, sound } = props;
  const [place, show] = useState(/** @type {Place} */ ("now"));
  const [, readAt] = useState(0);
  const wide = useWide();
  const { voting, votes } = useVoting();
  useEffect(() => show("now"), [state.room]);
  const dead = linked && state.token !== null && !state.entered && state.connection === "barred";
  const inside = state.admission.state === "in" && !dead;
  const go = (/** @type {Place} */ to) => {
    show(to);
    scrollTo(0, 0);
    // Who does not see the page goes where the content has changed.
    document.getElementById("content")?.focus({ preventScroll: true });
  };
  const read = (/** @type {string[]} */ answers) => {
    reads(act, answers);
    readAt(Date.now());
  };
  const bar = inside && state.entered && !wide && html`<${Bar} ...${{ ...props, place, voting, go }} />`;
  // A phone's volume is at its side, its switch among all else that is small.
  const first = inside && sound?.usual && html`<${Sound} ...${{ sound, t }} lets=${here(state)?.applause === true} />`;
  return html`<${Shell} ...${props} inside=${inside} untitled=${!inside} first=${first} bar=${bar}>
    ${dead && html`<${NoLink} ...${props} title=${state.event && t.plain(state.event.title)} />`}
    ${inside && !state.entered && html`<${Patience} ...${{ state, t }} />`}
    ${inside && state.entered && html`<${AttendeeRoom} ...${props} key=${state.room} ...${{ place, wide, voting, votes, read, go }} />`}
    ${!dead && !inside && html`<${Welcome} ...${props} />`}
  <//>`;
}
