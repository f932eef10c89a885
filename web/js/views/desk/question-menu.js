import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { Answer } from "./answer.js";
import { Button } from "./button.js";
import { Confirm } from "./confirm.js";
import { Dialog } from "./dialog.js";
import { Labels } from "./labels.js";
import { Merge } from "./merge.js";
import { shortened } from "./objection.js";

/**
 * All that can be done with a question; what is done often stands first, what destroys something last and apart.
 * @param {import("./question.js").QuestionProps & { pinned: boolean, still: boolean, close: () => void }} props
 */
export function QuestionMenu(props) {
  const { question, pinned, still, t, act, may, close } = props;
  const [open, show] = useState(/** @type {"hide" | "erase" | "answer" | "labels" | "merge" | null} */ (null));
  const { id, rev, state, answered, text } = question;
  const want = (/** @type {import("../../client/wire.js").Moderating["action"]} */ action, more = {}) => {
    if (!still) act.want({ action, question: id, rev, ...more });
    close();
  };
  if (open === "answer") return html`<${Answer} key="answer" ...${props} />`;
  if (open === "labels") return html`<${Labels} key="labels" ...${props} />`;
  if (open === "merge") return html`<${Merge} key="merge" ...${props} />`;
  const ask = { still, close, t };
  if (open === "hide") {
    const said = { title: t.moderate.askHide, text: t.moderate.hideText, yes: t.moderate.hide };
    return html`<${Confirm} key="hide" ...${{ ...ask, ...said }} act=${() => want("question.hide")}>
      <blockquote>${text}</blockquote>
    <//>`;
  }
  if (open === "erase") {
    const said = { title: t.moderate.askErase, text: t.moderate.eraseText, yes: t.moderate.erase };
    const erase = () => act.want({ action: "question.erase", question: id });
    return html`<${Confirm} key="erase" ...${{ ...ask, ...said }} act=${erase}><blockquote>${text}</blockquote><//>`;
  }
  const line = (
    /** @type {string} */ testid,
    /** @type {string} */ said,
    /** @type {() => void} */ onClick,
    look = "",
    stays = still,
  ) =>
    html`<li class=${look ? "apart" : ""}><${Button} testid=${testid} look="press ${look}" still=${stays} onClick=${onClick}>${said}<//></li>`;
  const [waiting, shown, merged] = [state === "waiting", state === "shown", state === "merged"];
  const alive = waiting || shown || merged;
  return html`<${Dialog} testid="menu" look="sheet" title=${shortened(text || t.moderate.erased)} ...${{ close, t }}>
    <ul class="menu">
      ${may.runs && shown && !pinned && answered && line("pin", t.nextSteps.pin, () => want("question.pin"))}
      ${may.runs && pinned && line("unpin", t.moderate.unpin, () => want("question.unpin"))}
      ${may.answers && shown && !answered && line("on-stage", t.moderate.onStage, () => want("question.answer", { text: null }))}
      ${may.answers && (shown || merged) && line("answer", t.moderate.write, () => show("answer"), "", false)}
      ${may.runs && alive && line("labels", t.moderate.label, () => show("labels"), "", false)}
      ${may.runs && (waiting || shown) && line("merge", t.moderate.merge, () => show("merge"), "", false)}
      ${may.runs && merged && line("unmerge", t.moderate.unmerge, () => want("question.unmerge"))}
      ${may.runs && shown && line("wait", t.moderate.wait, () => want("question.wait"))}
      ${may.runs && alive && line("hide", t.moderate.hide, () => show("hide"), "alarming")}
      ${may.organises && text && line("erase", t.moderate.erase, () => show("erase"), "alarming")}
    </ul>
  <//>`;
}
