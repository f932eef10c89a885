import { html, useEffect, useRef, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { own } from "../../client/own.js";
import { running, polls as sorted } from "../../client/polls.js";
import { newId } from "../../client/world.js";
import { blank } from "../../desk/drafting.js";
import { Button } from "./button.js";
import { Confirm } from "./confirm.js";
import { Arrange, useFirst, useHeld } from "./held.js";
import { DeskPoll } from "./poll.js";
import { PollForm } from "./poll-form.js";
import { Quick } from "./quick.js";

/** @typedef {import("../../page.js").Props & { may: import("../../desk/rights.js").Rights }} PartProps */
/** @typedef {import("../../client/wire.js").Poll} Poll */
/** @typedef {"running" | "draft" | "over"} Group */

/** @type {Group[]} */
const GROUPS = ["running", "draft", "over"];

/** @param {PartProps} props */
export function Polls(props) {
  const { state, t, act, may } = props;
  const [open, show] = useState(/** @type {"form" | "quick" | null} */ (null));
  const made = useRef("");
  const all = sorted(state, () => true).sort((one, other) => one.id.localeCompare(other.id));
  const ideal = GROUPS.flatMap((group) => all.filter((poll) => groupOf(poll) === group)).map(({ id }) => id);
  const held = useHeld(ideal, state.room);
  // A poll stays in the group in which it was found, so that it moves under nobody's finger.
  const first = useFirst(held.ids, held.turn, (id) => groupOf(/** @type {Poll} */ (own(state.items.polls, id))));
  useEffect(() => {
    if (!made.current || !ideal.includes(made.current)) return;
    made.current = "";
    if (!held.settled) held.arrange();
  });
  const draft = `poll.${state.room}`;
  const close = (/** @type {string} */ id = "") => {
    made.current = id;
    show(null);
  };
  const begun = act.draft(draft) !== null;
  const [waiting, wait] = useState(/** @type {import("../../desk/drafting.js").Values | null} */ (null));
  const take = (/** @type {import("../../desk/drafting.js").Values} */ values) => {
    act.keep(draft, { id: newId(), values, base: null });
    show("form");
  };
  // What is half written is thrown away by nobody who has not been asked.
  const copy = (/** @type {import("../../desk/drafting.js").Values} */ values) => (begun ? wait(values) : take(values));
  return html`<section class="part polls" aria-labelledby="polls" data-testid="polls">
    <header class="part-head"><h2 id="polls">${t.parts.polls}</h2><${Arrange} ...${{ held, t }} /></header>
    ${
      may.runs &&
      html`<div class="tools">
        <${Button} testid="quick" onClick=${() => show("quick")}>${t.conduct.quick}<//>
        <${Button} testid="new-poll" look="press strong" onClick=${() => show("form")}>
          ${begun ? t.conduct.goOn : t.conduct.create}
        <//>
      </div>`
    }
    ${held.ids.length === 0 && html`<p class="patience">${t.deskEmpty}</p>`}
    ${GROUPS.map((group) => {
      const ids = held.ids.filter((id) => first(id) === group);
      // What has changed since stays in its place; then the heading would say what is no longer so.
      const apt = ids.every((id) => belongs(own(state.items.polls, id), group));
      return (
        ids.length > 0 &&
        html`<div key=${group} class="group" data-testid="group" data-group=${group} role="group"
          aria-label=${apt ? t.pollGroups[group] : t.pollsMixed}>
          <h3>${apt ? t.pollGroups[group] : html`<span class="unseen">${t.pollsMixed}</span>`}</h3>
          ${ids.map((id) => html`<${Card} key=${id} ...${{ ...props, id, copy }} />`)}
        </div>`
      );
    })}
    ${
      waiting &&
      html`<${Confirm} title=${t.draft.askCopy} text=${t.draft.copyText} yes=${t.draft.copyAnyway} still=${false} t=${t}
        act=${() => take(waiting)} close=${() => wait(null)} />`
    }
    ${open === "quick" && html`<${Quick} ...${{ ...props, close }} />`}
    ${open === "form" && html`<${PollForm} ...${{ ...props, close, draft, copy: take }} start=${newPoll(state)} />`}
  </section>`;
}

/** @param {PartProps & { id: string, copy: (values: import("../../desk/drafting.js").Values) => void }} props */
function Card(props) {
  const { state, id, t, may } = props;
  const poll = /** @type {Poll | undefined} */ (own(state.items.polls, id));
  if (!poll || poll.gone) return html`<p class="hint poll-gone" data-testid="deleted">${t.conduct.deleted}</p>`;
  return html`<${DeskPoll} ...${props} poll=${poll} runs=${may.runs} />`;
}

/**
 * @param {Poll | undefined} poll
 * @returns {Group}
 */
function groupOf(poll) {
  if (poll && running(poll)) return "running";
  return poll?.state === "draft" ? "draft" : "over";
}

/**
 * @param {unknown} item a poll, or what is left of one
 * @param {Group} group
 */
function belongs(item, group) {
  const poll = /** @type {Poll | undefined} */ (item);
  return !poll || poll.gone || groupOf(poll) === group;
}

/**
 * @param {import("../../page.js").Props["state"]} state
 * @returns {import("./poll-form.js").Draft}
 */
function newPoll({ event }) {
  return { id: newId(), values: blank(event?.languages ?? []), base: null };
}
