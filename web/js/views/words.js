import { html } from "../../vendor/htm-preact/standalone.module.js";
import { folded } from "../client/ballots.js";

/** @param {import("./bars.js").Counted} props what people have written, the most frequent first */
export function Words({ tally, t, mine = [] }) {
  const { words = [], others = 0 } = tally;
  const own = mine.map((word) => folded(String(word)));
  const most = words[0]?.[1] ?? 1;
  if (words.length === 0) return html`<p class="hint" data-testid="no-words">${t.noWords}</p>`;
  return html`
    <ol class="words" data-testid="words">
      ${words.map(
        ([word, n]) => html`<li key=${word} data-testid="word" data-word=${word} data-n=${n}
          class=${own.includes(folded(word)) ? "own" : ""} style=${{ "--weight": n / most }}>
          ${own.includes(folded(word)) && html`<span aria-hidden="true">✓ </span>`}<span class="word">${word}</span>${" "}
          <span class="times" aria-hidden="true">${n}</span>${" "}
          <span class="unseen">${t.mentions(n)}${own.includes(folded(word)) && `, ${t.yours}`}</span>
        </li>`,
      )}
    </ol>
    ${others > 0 && html`<p class="hint" data-testid="others">${t.others(others)}</p>`}
  `;
}
