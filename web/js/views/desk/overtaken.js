import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { differences } from "../../desk/differences.js";
import { Button } from "./button.js";
import { Differences, nameOf } from "./objection.js";

/** @typedef {import("../../client/wire.js").Poll} Poll */

/**
 * Another moderator has changed what is being written here: what it was, what it is, and whose shall stand.
 * @param {Pick<import("../../page.js").Props, "state" | "t"> & { base: Poll, there: Poll | undefined, mine: () => void,
 *   theirs: () => void, anew: () => void }} props
 */
export function Overtaken({ state, t, base, there, mine, theirs, anew }) {
  const all = differences("polls", base, there, t, (id) => nameOf(state, id, t));
  const draft = there && !there.gone && there.state === "draft";
  return html`<section class="overtaken" role="alert" data-testid="overtaken">
    <h3>${draft ? t.draft.overtaken : t.draft.late}</h3>
    <${Differences} all=${all} t=${t} />
    <p>${draft ? t.draft.whose : t.draft.lateText}</p>
    <div class="ends">
      ${draft && html`<${Button} testid="theirs" onClick=${theirs}>${t.draft.theirs}<//>`}
      ${draft && html`<${Button} testid="mine" look="press strong" onClick=${mine}>${t.draft.mine}<//>`}
      ${!draft && html`<${Button} testid="anew" look="press strong" onClick=${anew}>${t.draft.anew}<//>`}
    </div>
  </section>`;
}
