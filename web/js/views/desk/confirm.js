import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { Button } from "./button.js";
import { Dialog } from "./dialog.js";

/**
 * Asks before what cannot be taken back. The way out is where the thumb is.
 * @param {{ title: string, text: string, yes: string, still: boolean, close: () => void, act: () => unknown,
 *   t: import("../../texts/texts.js").Words, children?: unknown }} props
 */
export function Confirm({ title, text, yes, still, close, act, t, children }) {
  const go = () => {
    act();
    close();
  };
  return html`<${Dialog} testid="confirm" look="small" ...${{ title, close, t }}>
    ${children}
    <p>${text}</p>
    <div class="ends">
      <${Button} testid="yes" look="press alarming" still=${still} onClick=${go}>${yes}<//>
      <${Button} testid="no" look="main" onClick=${close}>${t.step.cancel}<//>
    </div>
  <//>`;
}
