import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { here } from "../../client/place.js";
import { tally } from "../../client/polls.js";
import { busy } from "../../client/standing.js";
import { valuesOf } from "../../desk/drafting.js";
import { Button } from "./button.js";
import { Confirm } from "./confirm.js";
import { Dialog } from "./dialog.js";
import { PollForm } from "./poll-form.js";
import { Strike } from "./strike.js";

/**
 * What else can be done with a poll; what is done often stands first, what destroys something last and apart.
 * @param {import("./poll.js").PollProps & { reached: import("../../client/polls.js").Phase, working: boolean,
 *   close: () => void }} props
 */
export function PollMenu(props) {
  const { poll, reached, working, state, t, act, close, copy } = props;
  const [open, show] = useState(/** @type {"delete" | "reset" | "edit" | "strike" | null} */ (null));
  const still = working || state.connection !== "online";
  const want = (/** @type {"poll.delete" | "poll.reset"} */ action) => () =>
    act.want({ action, poll: poll.id, rev: poll.rev });
  const ask = { still, close, t };
  if (open === "delete") {
    const said = { title: t.conduct.askDelete, text: t.plain(poll.prompt), yes: t.conduct.remove };
    return html`<${Confirm} key="delete" ...${{ ...ask, ...said }} act=${want("poll.delete")} />`;
  }
  if (open === "reset") {
    const said = { title: t.conduct.askReset, text: t.conduct.resetText, yes: t.conduct.reset };
    return html`<${Confirm} key="reset" ...${{ ...ask, ...said }} act=${want("poll.reset")} />`;
  }
  if (open === "strike") return html`<${Strike} key="strike" ...${props} count=${tally(state, poll)} />`;
  const draft = `poll.${poll.id}`;
  if (open === "edit") {
    const start = { id: poll.id, values: valuesOf(poll, state.event?.languages ?? []), base: poll };
    return html`<${PollForm} key="edit" ...${{ ...props, draft, start }} />`;
  }
  const again = () => {
    close();
    copy(valuesOf(poll, state.event?.languages ?? []));
  };
  const over = reached === "closed" || reached === "published";
  const line = (
    /** @type {string} */ testid,
    /** @type {string} */ said,
    /** @type {() => void} */ onClick,
    look = "",
    still = false,
  ) =>
    html`<li class=${look ? "apart" : ""}><${Button} testid=${testid} look="press ${look}" still=${still} onClick=${onClick}>${said}<//></li>`;
  const onStage = () => {
    act.want({ action: "room.set", rev: here(state)?.rev ?? 0, stage: poll.id });
    close();
  };
  const fixed = busy(state, "room") || state.connection !== "online";
  return html`<${Dialog} testid="menu" look="sheet" title=${t.plain(poll.prompt)} ...${{ close, t }}>
    <ul class="menu">
      ${reached === "draft" && line("edit", act.draft(draft) ? t.conduct.editOn : t.conduct.edit, () => show("edit"))}
      ${over && line("on-stage", t.conduct.onStage, onStage, "", fixed)}
      ${line("copy", t.conduct.again, again)}
      ${over && poll.kind === "words" && line("strike", t.conduct.strike, () => show("strike"))}
      ${over && line("reset", t.conduct.reset, () => show("reset"), "alarming")}
      ${reached === "draft" && line("delete", t.conduct.remove, () => show("delete"), "alarming")}
    </ul>
  <//>`;
}
