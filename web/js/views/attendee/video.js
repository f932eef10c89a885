import { html, useEffect, useState } from "../../../vendor/htm-preact/standalone.module.js";
import { here, programme, title } from "../../client/place.js";
import { Said } from "../said.js";
import { host } from "./host.js";

/** Under this name the device keeps from which hosts a video may be loaded. */
const AGREED = "video";

/**
 * The room's video. Nothing is asked of its host before somebody agrees: it would learn who watches.
 * @param {import("../../page.js").Props & { small?: boolean }} props `small`: only the way to it
 */
export function Video({ state, now, t, act, sound, small = false }) {
  const agreed = /** @type {string[]} */ (act.draft(AGREED) ?? []);
  const { video: address = null, kind = "" } = here(state) ?? {};
  const from = host(address);
  const [shown, show] = useState(agreed.includes(from));
  const speaks = shown && from !== "" && !small;
  useEffect(() => {
    sound?.beside(speaks);
    return () => sound?.beside(false);
  }, [speaks]);
  if (!address || !from) {
    const stage = kind === "plenum" || kind === "forum";
    return stage && !small ? html`<${Curtain} ...${{ state, now, t }} />` : null;
  }
  const name = t.videoOf(t.plain(title(state, state.room)));
  const away = html`<a href=${address} target="_blank" rel="noopener noreferrer" data-testid="video-away">
    ${t.newTab}<span aria-hidden="true"> ↗</span></a>`;
  if (small) {
    return html`<section class="card video" data-testid="video" aria-label=${name}>
      <h2>${t.video}</h2>
      <p class="hint">${t.videoFrom(from)}</p>
      <p>${away}</p>
    </section>`;
  }
  const agree = (/** @type {boolean} */ yes) => {
    act.keep(AGREED, yes ? [...agreed, from] : agreed.filter((one) => one !== from));
    show(yes);
  };
  return html`<section class="video" data-testid="video" data-shown=${shown ? "yes" : "no"} aria-label=${name}>
    ${
      shown
        ? html`<iframe src=${address} title=${name} allow="autoplay; fullscreen; picture-in-picture"
            sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-presentation"
            referrerpolicy="strict-origin" data-testid="frame"></iframe>`
        : html`<div class="curtain">
            <h2>${name}</h2>
            <p>${t.videoAsk(from)}</p>
            <button type="button" class="main" data-testid="load-video" onClick=${() => agree(true)}>${t.loadVideo}</button>
            <p class="hint">${t.videoKept}</p>
          </div>`
    }
    <p class="below">
      ${away}
      ${shown && html`<button type="button" class="quiet" data-testid="unload-video" onClick=${() => agree(false)}>${t.unloadVideo}</button>`}
    </p>
  </section>`;
}

/** @param {Pick<import("../../page.js").Props, "state" | "now" | "t">} props a room that is seen elsewhere */
function Curtain({ state, now, t }) {
  const { running } = programme(state, now);
  return html`<div class="curtain bare" data-testid="curtain">
    <p class="room">${t.plain(title(state, state.room))}</p>
    ${running && html`<p><${Said} of=${running.title} t=${t} /></p>`}
  </div>`;
}
