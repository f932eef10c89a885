import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { announcement } from "../../web/js/announcement.js";
import { initial, reduce } from "../../web/js/client/reduce.js";
import { differences } from "../../web/js/desk/differences.js";
import { blank, formOf, LIMITS, mistakes, moved, nextId, valuesOf } from "../../web/js/desk/drafting.js";
import { duration, LONGEST, SHORTEST } from "../../web/js/desk/duration.js";
import { arranged } from "../../web/js/desk/held.js";
import { EVERY, glance, lively, overview } from "../../web/js/desk/overview.js";
import { rights } from "../../web/js/desk/rights.js";
import { labels, matches, shelves, targets } from "../../web/js/desk/sorted.js";
import { texts } from "../../web/js/texts/desk.js";
import { words } from "../../web/js/texts/texts.js";
import { CALL } from "../../web/js/views/desk/gong.js";
import { LABEL, LABELS } from "../../web/js/views/desk/labels.js";
import { NOTICE } from "../../web/js/views/desk/notice.js";
import { ANSWER } from "../../web/js/views/desk/reply.js";
import { poll, snapshot } from "./made.mjs";

const python = (file) => readFileSync(new URL(`../../layers/beifall/python/beifall/${file}`, import.meta.url), "utf8");
const t = words(await texts.de(), "de", ["de", "en"]);
const en = words(await texts.en(), "en", ["de", "en"]);
const plenum = reduce(initial, { type: "room", room: "plenum" });
const seen = (items, more) => reduce(plenum, snapshot(items, more));
const question = (id, more = {}) => ({
  ...{ id, rev: 1, at: Number(id), agenda: null, text: `Question ${id}`, name: null, state: "waiting" },
  ...{ labels: [], into: null, answer: null, answered: false, ...more },
});

test("nothing moves under a finger: what is new comes below, or is only counted", () => {
  assert.deepEqual(arranged(["a", "b"], ["a", "b", "c"]), { ids: ["a", "b", "c"], fresh: 0, settled: true });
  assert.deepEqual(arranged(["a", "b"], ["b", "c"]), { ids: ["a", "b", "c"], fresh: 0, settled: false });
  assert.deepEqual(arranged(["a", "b"], ["c", "b", "a"]), { ids: ["a", "b"], fresh: 1, settled: false });
  assert.deepEqual(arranged(["a"], []), { ids: ["a"], fresh: 0, settled: false });
});

test("a duration is typed as people type minutes, and no shorter or longer than is allowed", () => {
  const typed = ["2", "1,5", "0.5", "1:30", " 60 ", "60:01", "0,1", "", "x", "1:99", "-2", ","];
  assert.deepEqual(typed.map(duration), [120, 90, 30, 90, 3600, null, null, null, null, null, null, null]);
});

test("what may be written is what the server takes", () => {
  const bounds = python("commands/bounds.py");
  const [, names, figures] = bounds.match(/^(TEXT, [A-Z, ]+) = ([\d_, ]+)$/m);
  const limit = Object.fromEntries(names.split(", ").map((name, at) => [name, eval_(figures.split(", ")[at])]));
  const polls = python("domain/polls.py");
  assert.deepEqual(
    [LIMITS.prompt, LIMITS.option, ANSWER, NOTICE, CALL, LABEL],
    [limit.PROMPT, limit.OPTION, limit.ANSWER, limit.NOTICE, limit.CALL, limit.LABEL],
  );
  assert.deepEqual(LIMITS.options.map(String), polls.match(/^OPTIONS = \((\d+), (\d+)\)/m).slice(1));
  assert.equal(LIMITS.words, Number(polls.match(/^WORDS = (\d+)/m)[1]));
  assert.equal(LABELS, Number(python("domain/questions.py").match(/^LABELS = (\d+)/m)[1]));
  assert.ok(
    python("commands/polls.py").includes(`Meta(ge=${SHORTEST}, le=${LONGEST.toLocaleString("en").replace(",", "_")})`),
  );
});

const eval_ = (figure) => Number(figure.replace("_", ""));

test("a poll that is written goes out without what its kind does not have", () => {
  const values = { ...blank(["de", "en"]), prompt: { de: " Wie? ", en: "" } };
  values.options = ["Ja", "Nein", ""].map((de, at) => ({ id: `o${at}`, text: { de, en: at === 0 ? "Yes" : "" } }));
  const written = [
    { id: "o0", text: { de: "Ja", en: "Yes" } },
    { id: "o1", text: "Nein" },
  ];
  const form = { kind: "single", prompt: "Wie?", options: written, min: 1, max: 1, low: 0, high: 0 };
  const rest = { results: "on_publish", secret: true };
  assert.deepEqual(formOf(values, ["de", "en"]), { ...form, ...rest });
  const several = { ...values, kind: "multiple", min: 3, max: 9 };
  assert.deepEqual(formOf(several, ["de", "en"]), { ...form, kind: "multiple", min: 2, max: 2, ...rest });
  const scale = { ...values, kind: "scale", low: 0, high: 10 };
  assert.deepEqual(formOf(scale, ["de"]), { ...form, kind: "scale", options: [], low: 0, high: 10, ...rest });
  const word = formOf({ ...values, kind: "words", mouths: 4 }, ["de"]);
  assert.deepEqual([word.max, word.options, word.low], [4, [], 0]);
});

test("a poll that is changed is written as it was", () => {
  for (const kind of ["single", "multiple", "scale", "words"]) {
    const bounds = {
      multiple: { min: 1, max: 2 },
      scale: { low: 1, high: 5, options: [] },
      words: { max: 3, options: [] },
    };
    const form = { ...poll(), kind, min: 1, max: 1, low: 0, high: 0, ...bounds[kind] };
    const { id, rev, state, round, opened, closes, ...same } = form;
    assert.deepEqual(formOf(valuesOf(form, ["de", "en"]), ["de", "en"]), same, kind);
  }
});

test("what must be mended in a poll is found before it is sent", () => {
  const values = blank(["de", "en"]);
  assert.deepEqual(mistakes(values, ["de", "en"]), {
    ...{ prompt: "empty", options: "few", "options/o1": "blank", "options/o2": "blank" },
  });
  const option = (id, de, en = "") => ({ id, text: { de, en } });
  const written = { ...values, prompt: { de: "x".repeat(301), en: "" } };
  written.options = [option("a", "Ja"), option("b", "", "No"), option("c", "y".repeat(201))];
  assert.deepEqual(mistakes(written, ["de", "en"]), { prompt: "long", "options/b": "empty", "options/c": "long" });
  const fine = { ...values, prompt: { de: "Wie?" } };
  assert.deepEqual(mistakes({ ...fine, kind: "scale", low: 5, high: 5 }, ["de"]), { high: "ends" });
  assert.deepEqual(mistakes({ ...fine, kind: "words" }, ["de"]), {});
  const many = Array.from({ length: 21 }, (_, at) => option(`o${at}`, "Ja"));
  assert.deepEqual(mistakes({ ...fine, options: many }, ["de"]), { options: "many" });
});

test("options move and get ids of their own", () => {
  assert.deepEqual(moved(["a", "b", "c"], 2, 0), ["c", "a", "b"]);
  assert.deepEqual(moved(["a", "b", "c"], 0, 1), ["b", "a", "c"]);
  assert.equal(nextId([{ id: "o1" }, { id: "o3" }]), "o4");
});

test("what another moderator has changed is told in words, the old and the new", () => {
  const name = (id) => `poll ${id}`;
  const between = (list, before, after) =>
    differences(list, before, after, t, name).map(({ what, was, is }) => `${what}: ${was} → ${is}`);
  const before = poll({ state: "open", results: "live" });
  assert.deepEqual(between("polls", before, { ...before, rev: 4, state: "closing" }), ["Stand: offen → schließt"]);
  const asked = { ...before, prompt: { de: "Wie?", en: "How?" }, secret: false, results: "on_publish" };
  assert.deepEqual(between("polls", before, asked), [
    "Frage an das Publikum: „Wie war der Tag? / How was it?“ → „Wie? / How?“",
    "Ergebnis: Alle sehen den Zwischenstand. → Alle sehen das Ergebnis erst, wenn Sie es zeigen.",
    "Geheim: ja → nein",
  ]);
  const options = [before.options[1], { id: "a", text: "Anders" }, { id: "d", text: "D" }];
  assert.deepEqual(between("polls", before, { ...before, options }), [
    "Antwort: „A“ → „Anders“",
    "Antwort: „C“ → nichts",
    "Antwort: nichts → „D“",
    "Reihenfolge: „Anders“, „B“ → „B“, „Anders“",
  ]);
  assert.deepEqual(between("polls", before, { id: "closing", rev: 9, gone: true }), ["Abstimmung: da → nicht mehr da"]);
  const one = question("1");
  const other = { ...one, state: "merged", into: "2", labels: ["Technik", "Geld"], answered: true };
  assert.deepEqual(between("questions", one, other), [
    "Stand: wartet → zusammengeführt",
    "Beantwortet: nein → ja",
    "Schlagwörter: nichts → Technik, Geld",
    "Zählt für: nichts → „poll 2“",
  ]);
  const room = { questions: "open", applause: true, notice: null, pinned: null, stage: null };
  const later = { questions: "closed", applause: false, notice: "Pause", pinned: "7", stage: { show: "join", at: 1 } };
  assert.deepEqual(between("rooms", room, later), [
    "Fragen: offen → geschlossen",
    "Applaus: ja → nein",
    "Hinweis: nichts → „Pause“",
    "Angepinnt: nichts → „poll 7“",
    "Leinwand: nichts → Einladung",
  ]);
  assert.deepEqual(between("helps", { state: "waiting", answer: null }, { state: "taken", answer: null }), [
    "Stand: wartet → in Arbeit",
  ]);
  assert.deepEqual(between("helps", undefined, one), []);
  assert.equal(differences("polls", before, { ...before, closes: 1, round: 2 }, en, name).length, 2);
});

test("questions stand by their state: the oldest waiting first, shown ones by support", () => {
  const state = seen({
    questions: [
      question("3"),
      question("1"),
      question("2", { state: "shown" }),
      question("4", { state: "shown" }),
      question("5", { state: "shown", answered: true }),
      question("6", { state: "hidden" }),
      question("7", { state: "merged", into: "2" }),
    ],
    board: [{ id: "4", rev: 1, upvotes: 3 }],
  });
  const ids = Object.values(shelves(state)).map((all) => all.map(({ id }) => id).join());
  assert.deepEqual(ids, ["1,3", "4,2", "5", "7,6"]);
});

test("questions are found by words, names and labels, and labels by how often they are used", () => {
  const one = question("1", { text: "Wer zahlt?", name: "Müller", labels: ["Geld"] });
  assert.deepEqual(
    ["zahlt", "müll", "geld", "", "Technik"].map((wanted) => matches(one, wanted)),
    [true, true, true, true, false],
  );
  const state = seen({
    questions: [one, question("2", { labels: ["Technik", "Geld"] }), question("3", { labels: ["Akte"] })],
  });
  assert.deepEqual(labels(state), ["Geld", "Akte", "Technik"]);
});

test("a question is merged into what may be shown in its place, alike ones first", () => {
  const shown = question("1", { state: "shown", text: "Wer bezahlt die Endgeräte?" });
  const others = [
    question("2", { text: "Wer bezahlt?" }),
    question("3", { state: "shown" }),
    question("4", { state: "hidden" }),
  ];
  const state = seen({ questions: [shown, ...others] });
  const into = (one) => targets(state, one).map(({ id }) => id);
  assert.deepEqual(into(shown), ["3"]);
  assert.deepEqual(into(others[0]), ["1", "3"]);
});

test("what a link is good for follows from its role and the room", () => {
  const may = (role, rooms = []) =>
    Object.entries(rights({ mine: { role, rooms }, room: "plenum" }))
      .filter(([, yes]) => yes)
      .map(([right]) => right);
  assert.deepEqual(may("organiser"), ["runs", "answers", "organises"]);
  assert.deepEqual(may("moderator", ["plenum"]), ["runs", "answers"]);
  assert.deepEqual(may("moderator", ["forum"]), []);
  assert.deepEqual(may("speaker", ["plenum"]), ["answers"]);
  assert.deepEqual(may("info"), ["helps"]);
});

test("a desk hears of each new request, and of questions only when the first one waits", () => {
  const told = (helps, waiting) => ({ room: "plenum", entered: true, connection: "online", helps, waiting, polls: {} });
  assert.equal(announcement(told(0, 3), told(1, 4), t), "Neue Anfrage am Infoschalter. Eine wartet.");
  assert.equal(announcement(told(2, 0), told(1, 2), t), "Eine neue Frage wartet.");
  assert.equal(announcement(told(1, 2), told(1, 1), t), "");
});

/** The HTTP side, in a test's hands: each room's answers, one after another. */
function house(answers) {
  const asked = [];
  const timers = [];
  const known = [];
  const stop = overview({
    rooms: Object.keys(answers),
    ask: async (path) => {
      asked.push(path);
      const [, room] = path.match(/^\/rooms\/(\w+)\?/);
      const answer = answers[room].shift();
      if (answer === undefined) throw new TypeError("no network");
      return {
        ok: answer === 204 || answer.type === "snapshot",
        status: answer === 204 ? 204 : 200,
        json: async () => answer,
      };
    },
    clock: () => 1000,
    later: (act, ms) => timers.push({ act, ms }) && (() => timers.splice(0)),
    hidden: () => house.hidden,
    changed: (rooms) => known.push(rooms),
  });
  return { asked, timers, known, stop };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test("the overview looks at the other rooms one after another, and anew each minute", async () => {
  const room = { id: "forum", rev: 2, questions: "open", applause: true, notice: null };
  const items = {
    rooms: [room],
    polls: [poll({ closes: null }), poll({ id: "b", state: "closed" })],
    questions: [question("1")],
  };
  const forum = snapshot(items, { room: "forum", present: 7, id: null });
  const { asked, timers, known, stop } = house({
    forum: [forum, 204, undefined],
    cafe: [snapshot({}, { room: "cafe", present: 1 })],
  });
  await settled();
  assert.deepEqual(asked, ["/rooms/forum?rev=0", "/rooms/cafe?rev=0"]);
  const seen = glance(known.at(-1).forum);
  assert.deepEqual([seen.present, seen.running.length, seen.unpublished, seen.waiting, seen.shown], [7, 1, 1, 1, 0]);
  assert.equal(seen.room.questions, "open");
  assert.equal(lively(seen), true);
  assert.equal(lively(glance(known.at(-1).cafe)), false);
  assert.equal(timers.at(-1).ms, EVERY);
  timers.pop().act();
  await settled();
  assert.deepEqual(asked.slice(2), [`/rooms/forum?rev=${forum.rev}`, "/rooms/cafe?rev=0"]);
  assert.equal(Object.keys(known.at(-1)).length, 2, "what was known stays without a network");
  house.hidden = true;
  timers.pop().act();
  await settled();
  assert.equal(asked.length, 4, "nobody looks: nothing is asked");
  house.hidden = false;
  stop();
  assert.equal(timers.length, 0);
});
