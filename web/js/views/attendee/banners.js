import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { gong, here, title } from "../../client/place.js";
import { Said } from "../said.js";

/**
 * What everybody in the room should know now.
 * @param {import("../../page.js").Props & { below: boolean }} props `below`: the notice stands further below
 */
export function Banners(props) {
  const { state, t, below } = props;
  return html`
    <${Gong} ...${props} />
    ${!below && html`<${Notice} ...${props} />`}
    ${
      state.way === "http" &&
      state.connection === "online" &&
      html`<p class="banner way" data-testid="way">${t.byHttp}</p>`
    }
  `;
}

/** @param {Pick<import("../../page.js").Props, "state" | "t">} props what the moderation has to say */
export function Notice({ state, t }) {
  const notice = here(state)?.notice;
  if (!notice) return null;
  return html`<section class="banner notice-board" data-testid="notice" aria-label=${t.notice}>
    <p><strong>${t.notice}:</strong> ${notice}</p>
  </section>`;
}

/** @param {import("../../page.js").Props} props who is called where, and the way there */
function Gong({ state, now, t, act }) {
  const called = gong(state, now);
  if (!called) return null;
  const place = title(state, called.room);
  const there = called.room === state.room;
  const minutes = Math.ceil((called.at - now) / 60_000);
  const when = minutes > 0 ? t.inMinutes(t.time(called.at), minutes) : t.startedAt(t.time(called.at));
  return html`<section class="banner gong" data-testid="gong" data-room=${called.room} aria-label=${t.gong}>
    <p><strong><${Said} of=${place} t=${t} />: ${when}.</strong> ${called.text} ${there && t.gongHere}</p>
    ${
      !there &&
      html`<button type="button" class="main" data-testid="follow" aria-label="${t.goThere}: ${t.plain(place)}"
        onClick=${() => act.enter(called.room)}>
        ${t.goThere}
      </button>`
    }
  </section>`;
}
