import { html, useEffect } from "../../../vendor/htm-preact/standalone.module.js";
import { draftOf } from "../../refused.js";

/**
 * What was refused: it comes back into the field if that is empty, and else stands beside it until somebody has decided.
 * @param {Pick<import("../../page.js").Props, "state" | "t" | "act"> & { action: "ask" | "help", text: string,
 *   closed?: boolean, write: (text: string) => void }} props
 */
export function TakenBack({ state, t, act, action, text, closed = false, write }) {
  const draft = draftOf(action, state.room);
  const kept = /** @type {import("../../refused.js").Written[]} */ (act.draft(draft) ?? []);
  const all = [...kept].sort((one, other) => one.at - other.at);
  const without = (/** @type {string} */ id) => {
    const others = all.filter((one) => one.id !== id);
    act.keep(draft, others.length > 0 ? others : null);
    act.heed(action);
  };
  const take = (/** @type {import("../../refused.js").Written} */ one) => {
    write(one.text); // first: what follows draws, and an empty field would take the next one
    without(one.id);
  };
  const [first] = all;
  useEffect(() => {
    // An effect must not draw while it is drawn.
    if (first && !text && !closed) queueMicrotask(() => take(first));
  }, [all.length, draft]);
  if (all.length === 0) return null;
  return html`<ul class="taken-back" data-testid="taken-back">
    ${all.map(
      (one) => html`<li key=${one.id}>
        <blockquote>${one.text}</blockquote>
        ${!closed && !text && html`<button type="button" class="quiet" data-testid="take-back" onClick=${() => take(one)}>${t.writeAgain}</button>`}
        <button type="button" class="quiet" data-testid="throw-away" onClick=${() => without(one.id)}>${t.throwAway}</button>
      </li>`,
    )}
  </ul>`;
}
