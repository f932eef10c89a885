import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { CHOICES } from "../../lab/sizes.js";
import { Slider } from "./slider.js";

/** @param {import("./lab.js").Props} props */
export function Listen({ t, act, chosen, figures }) {
  const { phase } = figures.seen;
  const on = phase !== "quiet";
  if (chosen.state === "unable") return html`<p class="unable" data-testid="unable" role="alert">${t.lab.unable}</p>`;
  const toggle = () => (on ? act.stop() : act.start());
  return html`
    ${chosen.state === "failed" && html`<p class="unable" data-testid="failed" role="alert">${t.lab.failed}</p>`}
    <div class="start">
      <button type="button" class="main" data-testid="start" data-phase=${phase} aria-disabled=${chosen.state === "loading" ? "true" : "false"}
        onClick=${toggle}>${chosen.state === "loading" ? t.lab.loading : on ? t.lab.stop : t.lab.start}</button>
      <${Slider} name="volume" label=${t.lab.volume} says=${t.percent(chosen.volume / 100)} max=${100} step=${5}
        value=${chosen.volume} change=${act.louder} />
    </div>
    <p id="quick" class="quick">${t.lab.quick}</p>
    <div class="choices" role="group" aria-labelledby="quick">
      ${CHOICES.map(
        (people) => html`<button key=${people} type="button" class="choice" data-testid="choice" data-people=${people}
          aria-pressed=${phase === "steady" && chosen.people === people ? "true" : "false"} aria-label=${t.lab.people(people)}
          onClick=${() => act.start(people)}>${people}</button>`,
      )}
    </div>
    <div class="talk">
      <button type="button" class="second" data-testid="talk" aria-describedby="talk-how" onClick=${act.talk}>${t.lab.talk}</button>
      <p id="talk-how" class="hint">${t.lab.talkHow}</p>
    </div>
  `;
}
