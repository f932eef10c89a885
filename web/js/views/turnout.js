import { html } from "../../vendor/htm-preact/standalone.module.js";

/**
 * @param {{ tally: import("../client/wire.js").Tally, t: import("../texts/texts.js").Words, present?: number | null }} props
 *   `present`: people here by now, for a poll that runs
 */
export function Turnout({ tally, t, present }) {
  const { ballots } = tally;
  const people = present ?? tally.present ?? 0;
  const text = people >= ballots && people > 0 ? t.turnout(ballots, people) : t.ballots(ballots);
  return html`<p class="turnout" data-testid="turnout" data-ballots=${ballots}>${text}</p>`;
}
