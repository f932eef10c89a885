import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { present } from "../../client/items.js";
import { own } from "../../client/own.js";
import { feeling, notice } from "../../client/standing.js";
import { Face } from "./faces.js";

const MOODS = /** @type {const} */ ([1, 2, 3, 4, 5]);

/** @param {import("../../page.js").Props} props how one feels, and how the room does */
export function Mood({ state, t, act }) {
  const { mood, sending } = feeling(state);
  const offline = sending && state.connection !== "online";
  const no = notice(state, "mood");
  return html`<section class="card mood" data-testid="mood" aria-labelledby="mood">
    <h2 id="mood">${t.mood}</h2>
    <fieldset aria-labelledby="mood">
      <div class="faces">
        ${MOODS.map(
          (one) => html`<label key=${one} class="feeling" data-testid="feeling" data-mood=${one}>
            <input type="radio" class="unseen" name="mood" value=${one} checked=${one === mood} onChange=${() => act.feel(one)} />
            <${Face} mood=${one} />
            <span class="word">${t.moods[one]}</span>
          </label>`,
        )}
      </div>
    </fieldset>
    ${mood && html`<p class="hint" data-testid="own-mood" data-mood=${mood}>${offline ? t.unsentMood : t.ownMood(t.moods[/** @type {1} */ (mood)])}</p>`}
    ${no && html`<p class="objection" role="alert">${t.why(no.code, no.message)}</p>`}
    <${Atmosphere} ...${{ state, t }} />
  </section>`;
}

/** @param {Pick<import("../../page.js").Props, "state" | "t">} props */
function Atmosphere({ state, t }) {
  const [air] = /** @type {import("../../client/wire.js").Atmosphere[]} */ (present(state.items, "mood"));
  if (!air?.counts) return html`<p class="hint" data-testid="atmosphere" data-people="few">${t.fewMoods}</p>`;
  const { counts, people } = air;
  const most = Math.max(...Object.values(counts), 1);
  return html`<div class="atmosphere" data-testid="atmosphere" data-people=${people}>
    <h3>${t.atmosphere(people)}</h3>
    <ul>
      ${MOODS.map((one) => {
        const n = own(counts, String(one)) ?? 0;
        return html`<li key=${one} style=${{ "--share": n / most }}>
          <span class="column" aria-hidden="true"><span></span></span>
          <span class="n"><span class="unseen">${t.moods[one]}: </span>${n}</span>
          <${Face} mood=${one} />
        </li>`;
      })}
    </ul>
  </div>`;
}
