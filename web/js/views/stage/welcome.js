import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { programme } from "../../client/place.js";
import { Said } from "../said.js";

/** @param {import("../../page.js").Props & { over: boolean, children: unknown }} props when nothing else is to be shown */
export function StageWelcome({ state, now, t, over, children }) {
  const { running, next } = programme(state, now);
  return html`<section class="welcome" data-testid="welcome">
    <div class="title">
      <h1>${state.event && html`<${Said} of=${state.event.title} t=${t} />`}</h1>
      ${over && html`<p class="subtitle">${t.over}</p>`}
      ${!over && state.event?.subtitle && html`<p class="subtitle"><${Said} of=${state.event.subtitle} t=${t} /></p>`}
    </div>
    ${children}
    ${
      (running || next) &&
      html`<dl class="agenda" data-testid="programme">
        ${running && html`<div><dt>${t.nowOn}</dt><dd><${Said} of=${running.title} t=${t} /></dd></div>`}
        ${next && html`<div><dt>${t.at(t.time(next.starts))}</dt><dd><${Said} of=${next.title} t=${t} /></dd></div>`}
      </dl>`
    }
  </section>`;
}
