import { html } from "../../../vendor/htm-preact/standalone.module.js";

/** @param {import("./lab.js").Props} props one's own clap, and how it comes back */
export function Own({ t, act, figures, chosen }) {
  const { back, claps } = figures.seen;
  const says = back !== null ? t.lab.back(t.decimal(back), chosen.twice) : claps > 0 ? t.lab.underway : t.lab.waits;
  const change = (/** @type {{ target: HTMLInputElement }} */ { target }) => act.doubled(target.checked);
  // A finger is faster than its click; without one, the click is all there is.
  const click = (/** @type {MouseEvent} */ { detail }) => detail === 0 && act.clap();
  return html`
    <p>${t.lab.mineHow}</p>
    <button type="button" class="second clap" data-testid="clap" onPointerDown=${act.clap} onClick=${click} onKeyDown=${single}>
      ${t.lab.mineClap}
    </button>
    <p class="hint" data-testid="back" data-back=${back === null ? "" : Math.round(back * 1000)} data-claps=${claps}>${says}</p>
    <label class="tick">
      <input type="checkbox" data-testid="twice" checked=${chosen.twice} onChange=${change} /> <span>${t.lab.twice}</span>
    </label>
  `;
}

/** @param {KeyboardEvent} event a key that is held down claps once */
function single(event) {
  if (event.repeat && event.key === "Enter") event.preventDefault();
}

/** @param {import("./lab.js").Props} props */
export function Network({ t, act, figures, chosen }) {
  const networks = /** @type {("good" | "bad")[]} */ (["good", "bad"]);
  const { late, repeats } = figures.seen;
  return html`
    <div role="radiogroup" aria-labelledby="network">
      ${networks.map(
        (network) => html`<label key=${network} class="tick">
          <input type="radio" name="network" data-testid="network" data-network=${network} checked=${chosen.network === network}
            onChange=${() => act.through(network)} /> <span>${t.labNetworks[network]}</span>
        </label>`,
      )}
    </div>
    <p class="hint" data-testid="troubles" data-late=${late} data-repeats=${repeats}>${t.lab.troubles(late, repeats)}</p>
  `;
}
