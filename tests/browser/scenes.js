/**
 * Every scene of a stage, drawn in its page from a state that is made up: for what is too long, too much or too rare to
 * be played. To be called in a stage's page whose own script has been kept away.
 */
const HOUR = 3_600_000;
const NOW = Date.UTC(2020, 10, 30, 12, 0);

const LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenbeschaffungsrichtlinienänderungsverordnung ";
const text = (n) => (LONG + "soll vereinfacht, in sämtlichen Außenstellen erprobt und dann erst eingeführt werden. ").repeat(9).slice(0, n - 1).trimEnd() + "?";
const LONG_NAME = "Forum 3: Arbeitsmarktpolitische Maßnahmen im Wandel";
const LONG_WORDS = "Welche Weiterbildungsmöglichkeiten brauchen Eingliederungsfachkräfte für arbeitsmarktpolitische Maßnahmen?";
const options = (n, each) => Array.from({ length: n }, (_, i) => ({ id: `o${i}`, text: each ? text(each) : `Antwort ${i + 1}` }));

const poll = (more) => ({
  ...{ id: "p", rev: 1, kind: "single", prompt: "Wie war der Tag?", options: options(3), min: 1, max: 1, low: 0, high: 0 },
  ...{ results: "on_publish", secret: false, state: "open", round: 1, closes: null, ...more },
});
const longest = { prompt: text(300), options: options(20, 200) };
const scale = { kind: "scale", low: 0, high: 10, options: [], prompt: "Wie gut fühlen Sie sich auf die elektronische Akte vorbereitet?" };
const words = { kind: "words", max: 3, options: [], prompt: "Digitalisierung – in einem Wort?" };

const counted = (one, more = {}) => ({ id: "p", rev: 1, round: 1, ballots: 240, present: 311, counts: {}, final: true, average: null, ...one, ...more });
const bars = (n) => counted({ counts: Object.fromEntries(Array.from({ length: n }, (_, i) => [`o${i}`, [120, 80, 40, 0][i % 4]])) });
const values = counted({ counts: { 2: 3, 3: 9, 5: 31, 6: 48, 7: 88, 8: 41, 10: 20 }, average: 6.57 });

export const WORDS = (
  "Vertrauen Zusammenarbeit Chance Überforderung Zukunft Datenschutz papierlos Bürgernähe Geduld endlich Akte Haltung " +
  "Mut Fortbildung Schnittstellen Ausfälle Neuland Erleichterung Personal Technik Tempo einfach Teilhabe Homeoffice " +
  "Digitalisierungsbeauftragtenkonferenz Formulare Routine Servicequalität Fachverfahren Papierstau Kaffee Ideen Netz " +
  "Erreichbarkeit barrierefrei Videoberatung Rechtssicherheit Wandel Austausch Ehrlichkeit Software Führung Team Zeit"
).split(" ");
export const wordy = (more = []) =>
  counted({ words: [...WORDS.map((word, i) => [word, Math.max(1, Math.round(60 / (1 + i)))]), ...more].sort((a, b) => b[1] - a[1]), others: 12 });

const question = (more) => ({
  ...{ id: "q", rev: 1, at: 1, agenda: null, name: "Mechthild Oberländer-Schmidthuber", state: "shown", labels: [] },
  ...{ into: null, answer: null, answered: false, text: "Wie erreichen wir Menschen, die kein Gerät haben?", ...more },
});

/** By name: `polls`, `tallies`, `questions`, `board` as they travel, `room` what differs there, `gong`, `tick`, `state`. */
export const scenes = {
  invitation: {},
  over: { now: 4 * HOUR },
  asked: { polls: [poll({ closes: NOW + 47_000 })] },
  ending: { polls: [poll({ closes: NOW + 7_000 })] },
  several: { polls: [poll({ id: "a", prompt: text(300) }), poll({ id: "b", prompt: "Und die Pause?" }), poll({})] },
  "asked longest": { polls: [poll({ ...longest, closes: NOW + 3_500_000 })] },
  "asked twenty": { polls: [poll({ options: options(20), kind: "multiple", max: 5 })] },
  "asked eight": { polls: [poll({ options: options(8, 110), prompt: text(120) })] },
  "asked scale": { polls: [poll({ ...scale, closes: NOW + 65_000 })] },
  "asked words": { polls: [poll(words)] },
  counting: { polls: [poll({ state: "closing", closes: NOW - 1000 })] },
  closed: { polls: [poll({ state: "closed", closes: NOW - 9000 })] },
  live: { polls: [poll({ closes: NOW + 30_000 })], tallies: [{ ...bars(3), final: false, present: null }] },
  result: { polls: [poll({ state: "published" })], tallies: [bars(3)] },
  "result eight": { polls: [poll({ state: "published", options: options(8, 110), prompt: text(120) })], tallies: [bars(8)] },
  "result longest": { polls: [poll({ state: "published", ...longest, kind: "multiple", max: 20 })], tallies: [bars(20)] },
  "result scale": { polls: [poll({ state: "published", ...scale })], tallies: [values] },
  "result scale longest": { polls: [poll({ state: "published", ...scale, prompt: text(300) })], tallies: [values] },
  "result words": { polls: [poll({ state: "published", ...words })], tallies: [wordy()] },
  "result words longest": { polls: [poll({ state: "published", ...words, prompt: text(300) })], tallies: [wordy(Array.from({ length: 50 }, (_, i) => [`${i}${LONG}`.slice(0, 40), 30]))] },
  "result no words": { polls: [poll({ state: "published", ...words })], tallies: [counted({ words: [], others: 0, ballots: 0 })] },
  question: { questions: [question({})], board: [{ id: "q", rev: 1, upvotes: 37 }], room: { pinned: "q" } },
  "question longest": { questions: [question({ text: text(500) })], board: [{ id: "q", rev: 1, upvotes: 1 }], room: { pinned: "q" } },
  notice: { polls: [poll({})], room: { notice: "Die Pause dauert bis 14:15 Uhr.\nKaffee gibt es im Foyer." } },
  "notice longest": { questions: [question({ text: text(500) })], room: { pinned: "q", notice: text(1000) } },
  gong: { gong: { id: "g", room: "plenum", at: NOW + 170_000, text: "Bitte nehmen Sie Ihre Plätze ein." } },
  "gong of a long name": { called: LONG_NAME, gong: { id: "g", room: "plenum", at: NOW + 170_000, text: "Bitte nehmen Sie Ihre Plätze ein." } },
  "question of long words": { questions: [question({ text: LONG_WORDS })], board: [{ id: "q", rev: 1, upvotes: 12 }], room: { pinned: "q" } },
  "asked of long words": { polls: [poll({ prompt: LONG_WORDS, options: [...options(3), { id: "long", text: LONG_NAME }] })] },
  "asked eight of long words": { polls: [poll({ prompt: LONG_WORDS, options: options(8).map((one) => ({ ...one, text: LONG_NAME })) })] },
  "result of long words": { polls: [poll({ state: "published", prompt: LONG_WORDS, options: options(4).map((one) => ({ ...one, text: LONG_NAME })) })], tallies: [bars(4)] },
  "gong beside a poll": { polls: [poll(longest)], gong: { id: "g", room: "plenum", at: NOW - 1000, text: text(200) }, room: { notice: text(200) } },
  applause: { polls: [poll({ state: "published" })], tallies: [bars(3)], tick: 148 },
  "applause and the way in": { tick: 311 },
  "long names": { names: text(120), polls: [poll({ closes: NOW + 600_000 })], state: { connection: "offline" }, tick: 1311 },
  "long names invitation": { names: text(120) },
  "lost connection": { state: { connection: "offline" } },
  "locked sound": { polls: [poll({ closes: NOW + 600_000 })], locked: true },
  "locked sound of long names": { names: text(120), state: { connection: "offline" }, locked: true },
};

const list = (items) => Object.fromEntries(items.map((item) => [item.id, item]));

/** @param {string} name @param {number} at our clock */
export function made(name, at = Date.now()) {
  const { polls = [], tallies = [], questions = [], board = [], room = {}, gong = null, tick = 0, names = null, called = null, now = 0, state = {}, locked = false } = scenes[name];
  const title = names ?? { de: "Tag der kommunalen Jobcenter", en: "Day of the municipal jobcentres" };
  const rooms = [{ id: "plenum", kind: "plenum", title: names ?? called ?? "Plenum" }, { id: "forum", kind: "forum", title: "Fachforum" }];
  const agenda = [
    { id: "1", rooms: ["plenum"], starts: NOW - HOUR, title: "Podium: Beratung auf Distanz – Erfahrungen aus acht Landkreisen" },
    { id: "2", rooms: ["plenum"], starts: NOW + HOUR, title: "Kaffeepause" },
  ];
  const items = {
    event: list([{ id: "event", rev: 1, title, code: "JOBCENTER120", agenda, gong }]),
    rooms: list([{ ...{ id: "plenum", rev: 1, kind: "plenum", title: "Plenum", video: null, applause: true, questions: "open" }, ...{ notice: null, pinned: null, stage: null, tick: 250, thin: 1 }, ...room }]),
    ...{ polls: list(polls), tallies: list(tallies), questions: list(questions), board: list(board) },
  };
  const event = { title, subtitle: { de: "Digital und doch gemeinsam", en: "Digital, and together" }, languages: ["de", "en"], starts: NOW - 2 * HOUR, ends: NOW + 3 * HOUR, rooms };
  return {
    now: NOW + now,
    since: at,
    sound: { on: true, volume: 80, locked, unable: false, failing: false, usual: true, turn() {}, louder() {}, unlock() {} },
    state: {
      ...{ token: "t", entered: true, room: "plenum", present: 311, connection: "online", screen: "stage", event, items },
      ...{ glimpses: {}, outbox: [], notices: {}, expected: {}, done: {}, mine: { ballots: {}, upvotes: {} } },
      ...{ tick: tick ? { seq: 1, n: tick, k: 0, e: 8, claps: "", heard: at } : null, ...state },
    },
  };
}

/** @param {string} name of a scene @param {"Stage" | "Overlay"} view @param {"de" | "en"} language */
export async function draw(name, view = "Stage", language = "de", props = made(name)) {
  const from = (path) => import(new URL(path, document.baseURI).href);
  const { html, render } = await from("vendor/htm-preact/standalone.module.js");
  const views = { ...(await from("js/views/stage/stage.js")), ...(await from("js/views/stage/overlay.js")) };
  const { texts } = await from("js/texts/stage.js");
  const { words: spoken } = await from("js/texts/texts.js");
  const { following } = await from("js/ovation.js");
  // A scene lasts until the next one, however long somebody takes to look at it: its clock stands still.
  const applause = following({ clock: () => props.since, later: () => () => {} }, () => props.state);
  applause.follow();
  const t = spoken(await texts[language](), language, ["de", "en"]);
  document.documentElement.lang = language;
  document.documentElement.classList.toggle("clean", view === "Overlay");
  document.documentElement.classList.toggle("dressed", view === "Stage");
  render(html`<${views[view]} key=${name} ...${{ ...props, t, offered: ["de", "en"], applause, act: { leave() {} } }} />`, document.getElementById("page"));
}
