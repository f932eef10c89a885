import { html, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { Button } from "./button.js";
import { Confirm } from "./confirm.js";
import { Dialog } from "./dialog.js";
import { Objection } from "./objection.js";

/** @param {any} props the words that people have written, one of which shall be read no longer */
export function Strike({ poll, count, state, t, act, close }) {
  const [word, pick] = useState("");
  const [typed, type] = useState("");
  const still = state.connection !== "online";
  const words = /** @type {[string, number][]} */ (count?.words ?? []);
  const found = words.filter(([one]) => one.toLowerCase().includes(typed.trim().toLowerCase()));
  const strike = () => act.want({ action: "poll.strike", poll: poll.id, word });
  return html`<${Dialog} testid="strike-word" title=${t.conduct.strike} ...${{ close, t }}>
    <p>${t.conduct.strikeText}</p>
    <${Objection} ...${{ state, t, act }} list="polls" id=${poll.id} />
    <label class="field">
      <span>${t.step.search}</span>
      <input data-testid="search-word" autocomplete="off" value=${typed}
        onInput=${(/** @type {{ target: HTMLInputElement }} */ { target }) => type(target.value)} />
    </label>
    ${found.length === 0 && html`<p class="hint">${t.conduct.noWords}</p>`}
    <ul class="menu">
      ${found.map(
        ([one, n]) => html`<li key=${one}><${Button} testid="word" onClick=${() => pick(one)}>${one} (${n})<//></li>`,
      )}
    </ul>
    ${
      word &&
      html`<${Confirm} title=${t.conduct.askStrike(word)} text=${t.conduct.struckText} yes=${t.conduct.strikeIt}
        act=${strike} close=${() => pick("")} ...${{ still, t }} />`
    }
  <//>`;
}
