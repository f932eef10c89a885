import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { own } from "../../client/own.js";
import { questions } from "../../client/questions.js";
import { notice as said } from "../../client/standing.js";
import { differences } from "../../desk/differences.js";
import { Button } from "./button.js";

/** @typedef {import("../../page.js").Props} Props */

/** Refusals that may come of somebody else's having been first. */
const OVERTAKEN = ["changed", "poll_frozen", "poll_not_open", "not_allowed"];

/**
 * Why the last command on something had no effect, and what somebody else has changed meanwhile.
 * @param {Pick<Props, "state" | "t" | "act"> & { list: "polls" | "questions" | "rooms" | "helps", id: string }} props
 */
export function Objection({ state, t, act, list, id }) {
  const subject = list === "rooms" ? "room" : `${list}/${id}`;
  const notice = said(state, subject);
  if (!notice) return null;
  const now = own(own(state.items, list), id);
  const all = differences(list, notice.before, now, t, (other) => nameOf(state, other, t));
  const overtaken = notice.code === "changed" || (OVERTAKEN.includes(notice.code) && all.length > 0);
  return html`<div class="objection" role="alert" data-testid="objection" data-code=${notice.code}>
    <p>${overtaken ? t.changes.overtaken : t.why(notice.code, notice.message)}</p>
    ${overtaken && html`<${Differences} all=${all} t=${t} />`}
    <${Button} testid="heed" look="quiet" onClick=${() => act.heed(subject)}>${t.step.heed}<//>
  </div>`;
}

/** @param {{ all: import("../../desk/differences.js").Difference[], t: import("../../texts/texts.js").Words }} props */
export function Differences({ all, t }) {
  if (all.length === 0) return html`<p>${t.changes.unknown}</p>`;
  return html`<dl class="differences" data-testid="differences">
    ${all.map(
      ({ what, was, is }, at) => html`<div key=${at}>
        <dt>${what}</dt>
        <dd><del>${was}</del> <span aria-hidden="true">→</span> <ins>${is}</ins></dd>
      </div>`,
    )}
  </dl>`;
}

/**
 * @param {Props["state"]} state
 * @param {string} id of a poll or a question
 * @param {Props["t"]} t
 * @returns {string} how people call it
 */
export function nameOf(state, id, t) {
  const poll = /** @type {import("../../client/wire.js").Poll | undefined} */ (own(state.items.polls, id));
  const text = poll?.prompt ? t.plain(poll.prompt) : questions(state).find((question) => question.id === id)?.text;
  return text ? shortened(text) : t.changes.another;
}

/** @param {string} text */
export function shortened(text) {
  const signs = [...text];
  return signs.length > 80 ? `${signs.slice(0, 78).join("")} …` : text;
}
