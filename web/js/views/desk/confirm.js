import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { Button } from "./button.js";
import { Dialog } from "./dialog.js";

/**
 * Asks before what cannot be taken back.
 * @param {{ title: string, text?: string, yes: string, still: boolean, close: () => void, act: () => unknown,
 *   t: import("../../texts/texts.js").Words, children?: unknown, look?: string }} props
 */
export function Confirm({ title, text = "", yes, still, close, act, t, children, look = "main danger" }) {
  const go = () => {
    act();
    close();
  };
  return html`<${Dialog} testid="confirm" look="small" asks ...${{ title, close, t }}>
    ${children}
    ${text && html`<p>${text}</p>`}
    <div class="ends answers">
      <${Button} testid="no" onClick=${close}>${t.step.cancel}<//>
      <${Button} testid="yes" look=${look} still=${still} onClick=${go}>${yes}<//>
    </div>
  <//>`;
}
