import { html } from "../../vendor/htm-preact/standalone.module.js";

/** @param {{ tally: import("../client/wire.js").Tally, t: import("../texts/texts.js").Words }} props */
export function Turnout({ tally, t }) {
  const { ballots } = tally;
  const present = tally.present ?? 0;
  const text = present >= ballots && present > 0 ? t.turnout(ballots, present) : t.ballots(ballots);
  return html`<p class="turnout" data-testid="turnout" data-ballots=${ballots}>${text}</p>`;
}
