import { html, useLayoutEffect, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { present } from "../../client/items.js";
import { own } from "../../client/own.js";
import { questions } from "../../client/questions.js";
import { rights } from "../../desk/rights.js";
import { NoLink } from "../no-link.js";
import { Patience } from "../patience.js";
import { Shell } from "../shell.js";
import { useWide } from "../wide.js";
import { Helps } from "./helps.js";
import { Nav } from "./nav.js";
import { Objection } from "./objection.js";
import { Overview } from "./overview.js";
import { Polls } from "./polls.js";
import { Questions } from "./questions.js";
import { DeskRoom } from "./room.js";
import { Watching } from "./watching.js";

/** @typedef {import("../../page.js").Props} Props */
/** @typedef {import("./nav.js").Place} Place */

/** @param {Props} props */
export function Desk(props) {
  const { state, t } = props;
  const inside = state.token !== null && (state.entered || state.connection !== "barred");
  // The place of the name is kept, so that nothing moves when it comes.
  const title = inside && !state.entered ? "\u00a0" : named(state, t);
  return html`<${Shell} ...${props} inside=${inside} title=${title}>
    ${inside ? html`<${Parts} ...${props} />` : html`<${NoLink} ...${props} title=${title} />`}
  <//>`;
}

/** @param {Props} props */
function Parts(props) {
  const { state, t, act } = props;
  const may = rights(state);
  const wide = useWide();
  const [chosen, choose] = useState(/** @type {Place | null} */ (null));
  const open = openRequests(state);
  useLayoutEffect(() => {
    if (open > 0 && !document.title.startsWith("(")) document.title = `(${open}) ${document.title}`;
  });
  if (!state.entered) return html`<${Patience} ...${{ state, t }} />`;

  /** @type {Place[]} */
  const room = wide ? ["desk"] : ["polls", "questions", "room"];
  /** @type {Place[]} */
  const places = [...room, ...only("helps", may.helps), ...only("overview", may.organises)];
  const at = reached(chosen ?? (may.helps ? "helps" : "polls"), places, wide);
  const waiting = may.runs ? questions(state).filter(({ state: stands }) => stands === "waiting").length : 0;
  const go = (/** @type {Place} */ place) => {
    choose(place);
    window.scrollTo(0, 0);
  };
  const visit = (/** @type {string} */ id) => {
    if (id !== state.room) act.enter(id);
    go("polls");
    document.getElementById("content")?.focus();
  };
  const part = { ...props, may, wide };
  const shows = (/** @type {Place} */ place) => at === place || at === "desk";
  const there = at !== "helps" && at !== "overview";
  return html`<div class="parted" data-testid="desk" data-part=${at}>
    <h1 class="unseen">${at === "desk" ? named(state, t) : t.parts[at]}</h1>
    <${Nav} ...${{ places, at, go, counts: { questions: waiting, helps: open }, t }} />
    <p class="present" data-testid="present">${t.present(state.present)}</p>
    <${Objection} ...${{ state, t, act }} list="rooms" id=${state.room} />
    ${there && html`<${Watching} ...${part} />`}
    <div class=${at === "desk" ? "columns" : "alone"} key=${state.room}>
      ${shows("polls") && html`<${Polls} ...${part} />`}
      ${shows("questions") && html`<${Questions} ...${part} />`}
      ${shows("room") && html`<${DeskRoom} ...${part} />`}
      ${at === "helps" && html`<${Helps} ...${part} />`}
      ${at === "overview" && html`<${Overview} ...${part} visit=${visit} />`}
    </div>
  </div>`;
}

/**
 * @param {Props["state"]} state
 * @param {Props["t"]} t
 * @returns {string} whose desk it is; before that is known, anybody's
 */
function named({ mine: { role } }, t) {
  return own(/** @type {Record<string, string>} */ (t.desks), role) ?? t.desk;
}

/**
 * @param {Place} place
 * @param {boolean} mine
 * @returns {Place[]}
 */
function only(place, mine) {
  return mine ? [place] : [];
}

/**
 * @param {Place} wanted
 * @param {Place[]} places
 * @param {boolean} wide
 * @returns {Place}
 */
function reached(wanted, places, wide) {
  if (places.includes(wanted)) return wanted;
  return wide ? "desk" : "polls";
}

/** @param {Props["state"]} state */
function openRequests(state) {
  const all = /** @type {import("../../client/wire.js").HelpRequest[]} */ (present(state.items, "helps"));
  return all.filter(({ state: stands }) => stands === "waiting").length;
}
