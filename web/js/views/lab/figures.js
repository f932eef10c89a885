import { html } from "../../../vendor/htm-preact/standalone.module.js";

/** dB; the meter begins here. */
const LOWEST = -60;

/** @param {number} level */
const below = (level) => (level < 0 ? `−${-level}` : `${level}`);

/** @param {import("./lab.js").Props} props what is heard, in figures, and what has travelled for it */
export function Figures({ t, figures }) {
  const { seen, level, peaked } = figures;
  const silent = level <= LOWEST;
  const shape =
    peaked === null ? t.lab.silent : Number.isNaN(peaked) ? "…" : peaked < 10 ? t.decimal(peaked) : Math.round(peaked);
  const told = seen.n > 0 && seen.a ? JSON.stringify(seen.a) : null;
  return html`
    <dl class="figures" data-testid="figures" data-n=${seen.n} data-rate=${Math.round(seen.rate)} data-level=${level}
      data-peaked=${peaked === null ? "" : peaked.toFixed(1)}>
      <div><dt>${t.lab.n}</dt><dd>${seen.n}</dd></div>
      <div><dt>${t.lab.rate}</dt><dd>${t.whole(seen.rate)}</dd></div>
      <div>
        <dt>${t.lab.level}</dt><dd>${silent ? t.lab.silent : below(level)}</dd>
        <dd class="level" aria-hidden="true"><span style=${{ "--level": Math.max(0, 1 - level / LOWEST).toFixed(2) }}></span></dd>
      </div>
      <div><dt>${t.lab.peaked}</dt><dd>${shape}</dd></div>
    </dl>
    <p class="travels hint">
      ${t.lab.travels} <code data-testid="travels">${told ?? t.lab.nothing}</code>
      ${told && html` <span class="bytes">(${t.lab.bytes(told.length)})</span>`}
    </p>
  `;
}
