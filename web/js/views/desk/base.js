import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { differences } from "../../desk/differences.js";
import { Button } from "./button.js";
import { Differences, nameOf } from "./objection.js";

/**
 * What somebody writes about, as it was when they began: the command carries the present rev, so that a label blocks no
 * answer, but what is to be overwritten must be what they have seen.
 * @template {{ id: string }} T
 * @param {T} item as it is now
 * @param {(keyof T)[]} fields that are to be overwritten
 */
export function useBase(item, fields) {
  const [base, take] = useState(item);
  const overtaken = fields.some((field) => JSON.stringify(base[field]) !== JSON.stringify(item[field]));
  return { base, overtaken, take: () => take(item) };
}

/**
 * Says that somebody else was first, and asks whose shall stand.
 * @param {Pick<import("../../page.js").Props, "state" | "t"> & { list: "questions" | "rooms" | "helps", base: any, item: any,
 *   mine: () => void, theirs: () => void }} props
 */
export function Meanwhile({ state, t, list, base, item, mine, theirs }) {
  const all = differences(list, base, item, t, (id) => nameOf(state, id, t));
  return html`<section class="overtaken" role="alert" data-testid="meanwhile">
    <p>${t.changes.overtaken}</p>
    <${Differences} all=${all} t=${t} />
    <p>${t.draft.whose}</p>
    <div class="ends">
      <${Button} testid="theirs" onClick=${theirs}>${t.draft.theirs}<//>
      <${Button} testid="mine" look="press strong" onClick=${mine}>${t.draft.mine}<//>
    </div>
  </section>`;
}
