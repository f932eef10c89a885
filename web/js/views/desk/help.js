import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { title } from "../../client/place.js";
import { busy } from "../../client/standing.js";
import { Button } from "./button.js";
import { HelpAnswer } from "./help-answer.js";
import { Objection } from "./objection.js";
import { useSending } from "./sending.js";

/** The requests that were taken on this device, under this name among the drafts. */
const TAKEN = "taken";

/**
 * @param {import("./polls.js").PartProps & { request: import("../../client/wire.js").HelpRequest,
 *   among: "open" | "answered" }} props `among` which it stands, maybe no longer rightly
 */
export function Help(props) {
  const { state, t, act, may, request, among } = props;
  const [open, show] = useState(false);
  const [, remember] = useState("");
  const { id, rev, text, room, at, answer } = request;
  const working = busy(state, `helps/${id}`);
  const still = working || state.connection !== "online";
  const taken = /** @type {string[]} */ (act.draft(TAKEN) ?? []);
  const mine = taken.includes(id);
  const { follow } = useSending(state, `helps/${id}`, () => {
    act.keep(TAKEN, [...taken, id].slice(-50));
    remember(id);
  });
  const take = () => follow(act.want({ action: "help.take", help: id, rev }));
  const waiting = request.state === "waiting";
  const stands = request.state === "taken" ? (mine ? t.infoDesk.mine : t.infoDesk.theirs) : t.itemStates[request.state];
  const look = waiting || (request.state === "taken" && !mine) || request.state === "answered" ? "press" : "main";
  return html`<article class="card ${among === "open" && request.state === "answered" ? "done" : ""}" data-testid="request" data-help=${id} data-state=${request.state}>
    <p class="kicker">
      <span class="chip" data-phase=${waiting ? "open" : ""}>${stands}</span>
      <span class="hint">${t.plain(title(state, room))} · ${t.time(at)}</span>
    </p>
    <p class="text">${text}</p>
    ${answer && html`<p class="answer"><strong>${t.infoDesk.answer}</strong> ${answer}</p>`}
    <${Objection} ...${{ state, t, act }} list="helps" id=${id} />
    ${
      may.helps &&
      html`<div class="steps">
        <${Button} testid="reply" look=${look} still=${working} onClick=${() => show(true)}>
          ${answer ? t.infoDesk.better : t.infoDesk.reply}
        <//>
        ${waiting && html`<${Button} testid="take" look="main" still=${still} onClick=${take}>${working ? t.working : t.infoDesk.take}<//>`}
      </div>`
    }
    ${open && html`<${HelpAnswer} ...${props} close=${() => show(false)} />`}
  </article>`;
}
