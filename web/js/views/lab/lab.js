import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { Mark } from "../mark.js";
import { Languages, skip } from "../shell.js";
import { Audience } from "./audience.js";
import { Figures } from "./figures.js";
import { Listen } from "./listen.js";
import { Network, Own } from "./own.js";
import { Wave } from "./wave.js";
import { Why } from "./why.js";

/**
 * @typedef {{ t: import("../../texts/texts.js").Words, offered: string[], act: import("../../lab.js").Act,
 *   chosen: import("../../lab.js").Chosen, figures: import("../../lab.js").Figures, peaks: () => number[] }} Props
 */

/** @param {Props} props how applause works, to be heard and seen */
export function Lab(props) {
  const { t, offered, act } = props;
  return html`
    <a class="skip" href="#content" onClick=${skip}>${t.skip}</a>
    <header class="top"><p class="brand"><${Mark} /> <span>Beifall</span></p></header>
    <main id="content" tabindex="-1">
      <div class="lead">
        <h1>${t.lab.title}</h1>
        <p>${t.lab.lead}</p>
      </div>
      <div class="apparatus">
        <section class="panel listen" aria-labelledby="listen">
          <h2 id="listen">${t.lab.listen}</h2>
          <${Listen} ...${props} />
          <${Wave} ...${props} />
          <${Figures} ...${props} />
        </section>
        <section class="panel" aria-labelledby="who">
          <h2 id="who">${t.lab.who}</h2>
          <${Audience} ...${props} />
        </section>
        <section class="panel" aria-labelledby="mine">
          <h2 id="mine">${t.lab.mine}</h2>
          <${Own} ...${props} />
        </section>
        <section class="panel" aria-labelledby="network">
          <h2 id="network">${t.lab.network}</h2>
          <${Network} ...${props} />
        </section>
      </div>
      <${Why} t=${t} />
    </main>
    <footer class="bottom"><div class="settings"><${Languages} ...${{ t, offered, act }} /></div></footer>
  `;
}
