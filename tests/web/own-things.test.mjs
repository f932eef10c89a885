import assert from "node:assert/strict";
import { test } from "node:test";
import { asked, helped } from "../../web/js/client/questions.js";
import { initial, reduce } from "../../web/js/client/reduce.js";
import { busy, feeling, notice, seat, support } from "../../web/js/client/standing.js";
import { question, snapshot, update } from "./made.mjs";

const plenum = reduce(initial, { type: "room", room: "plenum" });
const play = (...frames) => frames.reduce(reduce, plenum);
const wish = (action, more = {}) => ({
  type: "command",
  at: 1000,
  command: { action, id: "c1", room: "plenum", ...more },
});
const ok = (more = {}) => ({ type: "ok", id: "c1", heard: 1000, ...more });
const mine = (you) => snapshot({}, { you });

test("an upvote is shown at once, and what the server says counts", () => {
  const sent = play(wish("upvote", { question: "q1", on: true, seq: 1 }));
  assert.deepEqual(support(sent, "q1"), { on: true, seq: 1, sending: true });
  const counted = reduce(sent, ok({ question: "q1", on: true, seq: 1 }));
  assert.deepEqual(support(counted, "q1"), { on: true, seq: 1, sending: false });
  assert.deepEqual(support(plenum, "q1"), { on: false, seq: 0, sending: false });
});

test("an upvote that another device has overtaken goes out once more, and only once", () => {
  const wished = play(wish("upvote", { question: "q1", on: true, seq: 1 }));
  const again = reduce(wished, ok({ question: "q1", on: false, seq: 4 }));
  assert.deepEqual(
    again.outbox.map(({ command }) => [command.id, command.on, command.seq]),
    [["c1-2", true, 5]],
  );
  assert.deepEqual(reduce(again, { ...ok({ on: false, seq: 9 }), id: "c1-2" }).outbox, []);
});

test("a snapshot takes back an upvote that was withdrawn elsewhere, but none that was granted while it was on its way", () => {
  const held = play(mine({ upvotes: { q1: 1, q2: 1 } }));
  const fresh = [
    { type: "asked", id: "e1" },
    wish("upvote", { question: "q2", on: true, seq: 2 }),
    ok({ question: "q2", on: true, seq: 2 }),
    mine({ upvotes: {} }),
  ].reduce(reduce, held);
  assert.equal(support(fresh, "q1").on, false);
  assert.equal(support(fresh, "q2").on, true);
});

test("another device tells of an upvote and of its end", () => {
  const on = play(mine({}), update({}, { you: { upvotes: { q1: 3 } } }));
  assert.deepEqual(support(on, "q1"), { on: true, seq: 3, sending: false });
  assert.equal(support(reduce(on, update({}, { you: { upvotes: { q1: null } } })), "q1").on, false);
  assert.equal(support(reduce(on, update({}, { you: { upvotes: { q1: 2 } } })), "q1").seq, 3);
});

test("of moods the one with the highest seq counts, and none in a room that knows of none", () => {
  const state = play(mine({ mood: { mood: 4, seq: 2 } }), update({}, { you: { mood: { mood: 1, seq: 1 } } }));
  assert.deepEqual(feeling(state), { mood: 4, seq: 2, sending: false });
  assert.equal(feeling(reduce(state, wish("mood", { mood: 5, seq: 3 }))).mood, 5);
  assert.equal(feeling([{ type: "asked", id: "e1" }, mine({ mood: null })].reduce(reduce, state)).mood, null);
});

test("a seat is known at once, its table's address only to whoever sits there", () => {
  const asking = play(wish("sit", { table: "2" }));
  assert.deepEqual(seat(asking), { table: "2", sending: true });
  const sits = reduce(asking, ok({ table: "2", video: "https://meet.example/2" }));
  assert.deepEqual([seat(sits).table, sits.mine.video], ["2", "https://meet.example/2"]);
  assert.equal(reduce(sits, update({}, { you: { seat: "2" } })).mine.video, "https://meet.example/2");
  const elsewhere = reduce(sits, update({}, { you: { seat: "3" } }));
  assert.deepEqual([seat(elsewhere).table, elsewhere.mine.video], ["3", null]);
  assert.equal(seat(reduce(sits, wish("stand"))).table, null);
});

test("a question that was sent is among one's own before anybody tells of it, and there once afterwards", () => {
  const sent = play(wish("ask", { text: "Why?", name: "Ada" }), ok({ question: "q1" }));
  assert.deepEqual(
    asked(sent).map(({ id, text, state }) => [id, text, state]),
    [["q1", "Why?", "waiting"]],
  );
  const shown = reduce(sent, update({}, { you: { asked: [question()] } }));
  assert.deepEqual(
    asked(shown).map(({ state }) => state),
    ["shown"],
  );
  assert.deepEqual(asked(reduce(shown, mine({ asked: [] }))).length, 1, "what came since was asked for is newer");
  assert.deepEqual(asked([{ type: "asked", id: "e1" }, mine({ asked: [] })].reduce(reduce, shown)), []);
});

test("help that was asked for is told with its answer, in every room", () => {
  const answered = { id: "h1", rev: 3, at: 1, room: "plenum", text: "Sound?", state: "answered", answer: "Try again." };
  const state = play(wish("help", { text: "Sound?" }), ok({ help: "h1" }), update({}, { you: { helps: [answered] } }));
  assert.deepEqual(helped(reduce(state, { type: "room", room: "forum" })), [answered]);
});

test("one's own things in several parts are taken together", () => {
  const part = (number, you) => snapshot({}, { part: number, parts: 2, you });
  const state = play(part(2, { upvotes: { q2: 1 }, asked: [question({ id: "b" })] }), part(1, { upvotes: { q1: 1 } }));
  assert.deepEqual(Object.keys(state.mine.upvotes).sort(), ["q1", "q2"]);
  assert.equal(asked(state).length, 1);
});

test("what was refused is said with the thing that it was decided on, until it is heeded or tried anew", () => {
  const held = play(snapshot({ questions: [question()] }));
  const pin = wish("question.pin", { question: "q1", rev: 2 });
  const refused = [pin, { type: "refused", id: "c1", code: "changed", message: "", heard: 1 }].reduce(reduce, held);
  assert.equal(notice(refused, "questions/q1").code, "changed");
  assert.equal(notice(refused, "questions/q1").before.rev, 2);
  assert.equal(notice(reduce(refused, { type: "heeded", subject: "questions/q1" }), "questions/q1"), null);
  assert.equal(notice(reduce(refused, pin), "questions/q1"), null);
  assert.equal(notice(reduce(refused, { type: "room", room: "forum" }), "questions/q1"), null);
});

test("a thing is busy from the command until its new state is here", () => {
  const held = play(snapshot({ questions: [question()] }));
  const sent = reduce(held, wish("question.pin", { question: "q1", rev: 2 }));
  const granted = reduce(sent, ok({ question: "q1", rev: 3 }));
  const arrived = reduce(granted, update({ questions: [question({ rev: 3 })] }));
  assert.deepEqual(
    [held, sent, granted, arrived].map((state) => busy(state, "questions/q1")),
    [false, true, true, false],
  );
  assert.equal(granted.done["questions/q1"], "c1");
});

test("a question that one supports may be written on at the same time", () => {
  assert.equal(busy(play(wish("upvote", { question: "q1", on: true, seq: 1 })), "questions/q1"), false);
});

test("what is granted of a room that one has left is not taken for this room's", () => {
  const moved = [
    wish("mood", { mood: 2, seq: 7 }),
    { ...wish("sit", { table: "1" }), command: { action: "sit", id: "c2", room: "plenum", table: "1" } },
    { type: "room", room: "forum" },
    ok({ mood: 2, seq: 7 }),
    ok({ id: "c2", table: "1", video: "https://meet.example/1" }),
  ].reduce(reduce, play(mine({})));
  assert.deepEqual([feeling(moved).mood, seat(moved).table, moved.mine.video, moved.outbox], [null, null, null, []]);
});

test("an ok that comes after a later one from another device changes nothing", () => {
  const later = play(wish("mood", { mood: 2, seq: 3 }), update({}, { you: { mood: { mood: 5, seq: 4 } } }));
  assert.deepEqual(reduce(later, ok({ mood: 2, seq: 3 })).mine.mood, { mood: 5, seq: 4 });
});

test("nothing stays busy of which no item here tells: the gong, a poll that is made, another room's switches", () => {
  const granted = (command, frame) => play(mine({}), command, ok(frame));
  assert.equal(busy(granted(wish("call", { minutes: 3 }), { rev: 9 }), "call"), false);
  assert.equal(busy(granted(wish("poll.create", { poll: {} }), { poll: "p", rev: 1 }), "polls/"), false);
  const set = granted(wish("room.set", { rev: 1, applause: false }), { rev: 12 });
  assert.equal(busy(set, "room"), true);
  assert.equal(busy(reduce(set, { type: "room", room: "forum" }), "room"), false);
});

test("who is taken for somebody who has left asks once more after entering, and then is told", () => {
  const no = { type: "refused", id: "c1", code: "not_in_room", message: "", heard: 1 };
  const once = play(wish("sit", { table: "1" }), no);
  assert.equal(once.outbox.length, 1);
  assert.equal(notice(once, "floor"), null);
  assert.equal(notice(reduce(once, no), "floor").code, "not_in_room");
});
