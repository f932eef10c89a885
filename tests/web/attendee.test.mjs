import assert from "node:assert/strict";
import { test } from "node:test";
import { initial, reduce } from "../../web/js/client/reduce.js";
import { news, tidings } from "../../web/js/news.js";
import { attendee } from "../../web/js/texts/attendee.en.js";
import { en } from "../../web/js/texts/en.js";
import { words } from "../../web/js/texts/texts.js";
import { speaks } from "../../web/js/views/attendee/answer.js";
import { became } from "../../web/js/views/attendee/asked.js";
import { full, lacking, spoken, wanted } from "../../web/js/views/attendee/chosen.js";
import { host } from "../../web/js/views/attendee/host.js";
import { lit } from "../../web/js/views/attendee/level.js";
import { alike, kept } from "../../web/js/views/attendee/order.js";
import { press } from "../../web/js/views/attendee/press.js";
import { reads, unread } from "../../web/js/views/attendee/unread.js";
import { poll, snapshot } from "./made.mjs";

const t = words({ ...en, ...attendee }, "en", ["en"]);

test("words are sent each once, whatever their case and the space around them", () => {
  const written = poll({ kind: "words", max: 3, options: [] });
  assert.deepEqual(wanted(written, ["  Mut ", "", "mut", "viel  Zeit"]), ["Mut", "viel Zeit"]);
  assert.deepEqual(wanted(written, ["Straße", "STRASSE"]), ["Straße"]);
  assert.deepEqual(wanted(poll(), ["a"]), ["a"]);
});

test("of several options at least the fewest must be chosen, and no more than the most", () => {
  const several = poll({ kind: "multiple", min: 2, max: 3 });
  assert.deepEqual(
    [0, 1, 2, 3].map((n) => lacking(several, ["a", "b", "c"].slice(0, n))),
    [2, 1, 0, 0],
  );
  assert.deepEqual(
    [full(several, ["a", "b"]), full(several, ["a", "b", "c"]), full(poll(), ["a"])],
    [false, true, false],
  );
  assert.deepEqual([lacking(poll(), []), lacking(poll({ kind: "scale" }), [0])], [1, 0]);
});

test("a choice is said in words: options by their text, values and words as they are", () => {
  assert.equal(spoken(poll(), ["a", "c"], t), "“A”, “C”");
  assert.equal(spoken(poll({ kind: "scale", options: [] }), [4], t), "“4”");
  assert.equal(spoken(poll(), [], t), "");
});

/** What came of the events, in claps. */
function claps(...events) {
  let n = 0;
  const more = () => n++;
  const on = press({ tap: more, press: more, release() {}, rest() {} });
  for (const [kind, event] of events) on[kind]({ pointerId: 1, button: 0, detail: 1, timeStamp: 0, ...event });
  return n;
}

test("a tap claps once, as soon as the finger is down", () => {
  assert.equal(claps(["down"]), 1);
  assert.equal(claps(["down"], ["click"]), 1);
  assert.equal(claps(["down"], ["click", { detail: 0, timeStamp: 100 }]), 1);
  assert.equal(claps(["down"], ["click", { timeStamp: 5000 }]), 1);
  assert.equal(claps(["down"], ["click"], ["down"], ["click"]), 2);
});

test("each finger and a screen reader clap too, another mouse button does not", () => {
  assert.equal(claps(["down"], ["down", { pointerId: 2 }]), 2);
  assert.equal(claps(["click", { detail: 0 }], ["click", { detail: 0 }]), 2);
  assert.equal(claps(["click", { detail: 1 }]), 1);
  assert.equal(claps(["down"], ["click", { detail: 0, timeStamp: 2000 }]), 2);
  assert.equal(claps(["down", { button: 2 }]), 0);
});

test("the meter shows one person, rises with each, and is full before all clap", () => {
  assert.equal(lit(0, 300, 12), 0);
  assert.equal(lit(1, 300, 12), 1);
  assert.ok(lit(1, 1, 12) < 12);
  const steps = [1, 5, 20, 60, 120, 180, 300].map((n) => lit(n, 300, 12));
  assert.deepEqual(
    steps,
    steps.toSorted((one, other) => one - other),
  );
  assert.equal(lit(180, 300, 12), 12);
});

test("what is shown keeps its place until somebody wants it ranked anew, and what is new comes last", () => {
  assert.deepEqual(kept(["a", "b", "c"], ["c", "d", "a"]), ["a", "c", "d"]);
  assert.deepEqual(kept([], ["b", "a"]), ["b", "a"]);
  assert.ok(alike(["a", "b"], ["a", "b"]));
  assert.ok(!alike(["a", "b"], ["b", "a"]));
});

test("only an address of the web has a host that could be asked", () => {
  assert.equal(host("https://video.example.org/plenum"), "video.example.org");
  assert.deepEqual([host("javascript:alert(1)"), host("https://"), host(null)], ["", "", ""]);
});

const entered = (you = {}, items = {}) =>
  reduce({ ...initial, room: "plenum" }, snapshot(items, { you: { role: "attendee", ...you } }));
const asked = (more) => ({ id: "q1", rev: 1, at: 1, text: "Why?", state: "waiting", answered: false, ...more });
const helped = (more) => ({ id: "h1", rev: 1, at: 1, text: "Help!", room: "plenum", state: "waiting", ...more });

test("an answer of the info desk is new until it was read on this device", () => {
  const held = {};
  const act = { draft: (name) => held[name] ?? null, keep: (name, draft) => Object.assign(held, { [name]: draft }) };
  const state = entered({ helps: [helped(), helped({ id: "h2", state: "answered", answer: "Here." })] });
  assert.deepEqual(unread(state, act), ["h2"]);
  reads(act, ["h2"]);
  assert.deepEqual(unread(state, act), []);
});

test("a speaker answers in the rooms of the link, nobody else on this page does", () => {
  const speaker = (rooms) => speaks(entered({ role: "speaker", rooms }));
  assert.deepEqual([speaker(["plenum"]), speaker([]), speaker(["forum"])], [true, false, false]);
  assert.ok(!speaks(entered({ role: "attendee", rooms: [] })));
});

test("one's own question says what became of it", () => {
  const states = [
    {},
    { state: "shown" },
    { state: "merged" },
    { state: "merged", answered: true },
    { state: "hidden" },
  ];
  assert.deepEqual(
    states.map((more) => became(asked(more))),
    ["waiting", "shown", "merged", "answered", "hidden"],
  );
});

test("a person who does not see the page hears of a notice, a call, a pinned question and answers, each once", () => {
  const room = { id: "plenum", rev: 1, notice: null, pinned: null };
  const before = news(entered({ asked: [asked()], helps: [helped()] }, { rooms: [room] }), t);
  const items = {
    rooms: [{ ...room, rev: 2, notice: "A break.", pinned: "q2" }],
    questions: [asked({ id: "q2", text: "How?", state: "shown" })],
    event: [{ id: "event", rev: 2, agenda: [], gong: { id: "g1", room: "forum", at: 0, text: null } }],
  };
  const you = { asked: [asked({ rev: 2, state: "shown", answered: true })], helps: [helped({ state: "answered" })] };
  const after = news(entered(you, items), t);
  assert.deepEqual(tidings(before, after, t), [
    after.call,
    t.said.notice("A break."),
    t.said.pinned("How?"),
    t.askedNews.answered,
    t.helpedNews.answered,
  ]);
  assert.deepEqual(tidings(after, after, t), []);
});
