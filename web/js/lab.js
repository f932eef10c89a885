import { html, render } from "../vendor/htm-preact/standalone.module.js";
import { chance } from "./applause/chance.js";
import { device } from "./client/device.js";
import { ears } from "./lab/ears.js";
import { experiment } from "./lab/experiment.js";
import { telling } from "./lab/telling.js";
import { texts } from "./texts/lab.js";
import { languages, words } from "./texts/texts.js";
import { Lab } from "./views/lab/lab.js";

/** @typedef {typeof chosen} Chosen */
/** @typedef {typeof act} Act */
/** @typedef {{ seen: ReturnType<typeof room["seen"]>, level: number, peaked: number | null }} Figures */

/** So often (ms) hands, networks and ears are looked after; and after so many of these the figures are shown anew. */
const BEAT = 25;
const FIGURES = 16;

/** After so many beats of silence no time is spent on it any more. */
const REST = 120;
const SILENT = -85;

const kept = device(() => window.localStorage);
const root = /** @type {HTMLElement} */ (document.getElementById("page"));
const status = /** @type {HTMLElement} */ (document.getElementById("status"));
const seed = Math.floor(Math.random() * 2 ** 31);
const room = experiment({ chance: chance(seed), play: (what) => heard?.play(what) });
const tell = telling((text) => {
  status.textContent = text;
});
const chosen = {
  ...{ people: 30, tempo: 4, grade: 8, volume: 80, twice: false },
  network: /** @type {"good" | "bad"} */ ("good"),
  state: /** @type {"asleep" | "loading" | "awake" | "failed" | "unable"} */ ("asleep"),
};
/** @type {import("./lab/ears.js").Ears | null} */
let heard = null;
/** @type {{ language: string, t: import("./texts/texts.js").Words } | null} */
let spoken = null;
let [beating, beats, quiet] = [0, 0, 0];

const now = () => performance.now() / 1000;
const level = () => Math.round(heard?.seen.level() ?? SILENT);

/** @param {Partial<Chosen>} change */
function choose(change) {
  Object.assign(chosen, change);
  draw();
}

function draw() {
  const setting = kept.read("settings")?.language ?? null;
  const { language, offered } = languages({ setting, event: [], device: navigator.languages });
  if (spoken?.language !== language) void learn(language);
  if (!spoken) return;
  const { t } = spoken;
  const figures = { seen: room.seen(now()), level: level(), peaked: heard?.seen.peakedness() ?? null };
  render(html`<${Lab} ...${{ t, offered, act, chosen, figures, peaks: () => heard?.seen.peaks() ?? [] }} />`, root);
  if (chosen.state !== "awake") return;
  const { phase, n, rate } = figures.seen;
  const { people, tempo, grade, network } = chosen;
  tell(now(), [phase, people, tempo, grade, network].join(), () =>
    phase !== "quiet" && n > 0
      ? `${t.labPhases[phase]} ${t.lab.said(n, Math.round(rate), level())}`
      : t.labPhases[phase],
  );
}

/** @param {import("./texts/texts.js").Language} language drawn when it is here; without a network the old one stays */
async function learn(language) {
  const table = await texts[language]().catch(() => null);
  if (!table) return;
  spoken = { language, t: words(table, language, []) };
  document.documentElement.lang = language;
  document.title = `${spoken.t.lab.title} – Beifall`;
  draw();
}

function beat() {
  room.step(now());
  heard?.look();
  quiet = room.phase(now()) === "quiet" && level() <= SILENT ? quiet + 1 : 0;
  if (beats++ % FIGURES === 0 || quiet === REST) draw();
  if (quiet < REST) return;
  clearInterval(beating);
  beating = 0;
  void heard?.rest();
}

/** @param {(now: number) => void} does what is to be heard, as soon as anything can be */
async function aloud(does) {
  if (chosen.state === "loading" || chosen.state === "unable") return;
  if (!heard) {
    choose({ state: "loading" });
    try {
      heard = ears({ seed, volume: chosen.volume });
      await heard.ready();
    } catch {
      const state = heard?.able ? "failed" : "unable";
      void heard?.close();
      heard = null;
      choose({ state });
      return;
    }
  }
  void heard.wake();
  quiet = 0;
  beating ||= window.setInterval(beat, BEAT);
  does(now());
  choose({ state: "awake" });
}

const act = {
  /** @param {number} [people] */
  start: (people = chosen.people) =>
    aloud((at) => {
      chosen.people = people;
      room.clap(people, at);
      heard?.seen.turn();
    }),
  talk: () => aloud((at) => room.applaud(chosen.people, at)),
  clap: () => aloud((at) => room.mine(at)),
  stop() {
    room.stop(now());
    draw();
  },
  /** @param {number} people who clap on if any do */
  gather(people) {
    if (room.phase(now()) === "steady") room.clap(people, now());
    heard?.seen.turn();
    choose({ people });
  },
  /** @param {number} tempo */
  hurry(tempo) {
    room.hurry(tempo);
    choose({ tempo });
  },
  /** @param {number} grade */
  force(grade) {
    room.force(grade);
    choose({ grade });
  },
  /** @param {number} volume */
  louder(volume) {
    heard?.louder(volume);
    choose({ volume });
  },
  /** @param {"good" | "bad"} network */
  through(network) {
    room.through(network);
    choose({ network });
  },
  /** @param {boolean} twice */
  doubled(twice) {
    room.doubled(twice);
    choose({ twice });
  },
  /** @param {string} language */
  speak(language) {
    kept.write("settings", { ...kept.read("settings"), language });
    draw();
  },
};

draw();
