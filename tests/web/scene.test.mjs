import assert from "node:assert/strict";
import { test } from "node:test";
import { doors, gong, programme } from "../../web/js/client/place.js";
import { asked, board, pinned, upvotes } from "../../web/js/client/questions.js";
import { initial, reduce } from "../../web/js/client/reduce.js";
import { scene } from "../../web/js/client/scene.js";
import { poll, question, room, snapshot } from "./made.mjs";

const inRoom = (items, more) =>
  [{ type: "room", room: "plenum" }, snapshot({ rooms: [room()], ...items }, more)].reduce(reduce, initial);
const shown = (items) => {
  const found = scene(inRoom(items), () => true);
  return found.poll?.id ?? found.question?.id ?? found.show;
};
const over = poll({ id: "old", state: "published", closes: 5000 });

test("a poll that runs is on the stage whatever else there is", () => {
  const items = { rooms: [room({ pinned: "q1", stage: { show: "join", at: 9000 } })], questions: [question()] };
  assert.equal(shown({ ...items, polls: [over, poll()] }), "closing");
});

test("what a moderator has chosen comes next, until another poll has run", () => {
  const chosen = (show, at) => ({ rooms: [room({ pinned: "q1", stage: { show, at } })], questions: [question()] });
  const older = poll({ id: "older", state: "closed", closes: 3000 });
  assert.equal(shown({ ...chosen("join", 6000), polls: [over] }), "invitation");
  assert.equal(shown({ ...chosen("older", 6000), polls: [older, over] }), "older");
  assert.equal(shown({ ...chosen("join", 4000), polls: [over] }), "q1");
  assert.equal(shown({ ...chosen("deleted", 6000), polls: [over] }), "q1");
});

test("then the pinned question, the newest poll that is over, and the invitation", () => {
  const items = { rooms: [room({ pinned: "q1" })], questions: [question()] };
  assert.equal(shown({ ...items, polls: [over] }), "q1");
  assert.equal(shown({ polls: [poll({ id: "older", state: "closed", closes: 3000 }), over] }), "old");
  assert.equal(shown({ polls: [poll({ state: "draft" })] }), "invitation");
  assert.equal(pinned(inRoom({ rooms: [room({ pinned: "q9" })] })), undefined);
});

test("questions are ranked by people, those with an answer last, and one's own upvote counts at once", () => {
  const ids = ["a", "b", "c"];
  const state = inRoom({
    questions: [
      ...ids.map((id, at) => question({ id, at })),
      question({ id: "d", answered: true }),
      question({ id: "w", state: "waiting" }),
    ],
    board: [
      { id: "b", rev: 1, upvotes: 1 },
      { id: "d", rev: 1, upvotes: 9 },
    ],
  });
  const order = (of) => board(of).map(({ id }) => id);
  assert.deepEqual(order(state), ["b", "a", "c", "d"]);
  const command = { action: "upvote", id: "u", room: "plenum", question: "b", on: true, seq: 1 };
  const wished = reduce(state, { type: "command", command, at: 0 });
  assert.equal(upvotes(wished, "b"), 2);
  assert.deepEqual(asked(state), []);
});

test("the programme says what is on here and what comes next anywhere, and nothing once all is over", () => {
  const agenda = [
    { id: "x", rooms: ["plenum"], starts: 2000, title: "X" },
    { id: "y", rooms: ["forum"], starts: 3000, title: "Y" },
    { id: "z", rooms: ["plenum"], starts: 1000, title: "Z" },
  ];
  const event = { title: "T", languages: ["de"], rooms: [], ends: 9000 };
  const state = reduce(inRoom({ event: [{ id: "event", rev: 1, title: "T", agenda, gong: null }] }), {
    type: "event",
    event,
  });
  assert.deepEqual([programme(state, 2500).running.id, programme(state, 2500).next.id], ["x", "y"]);
  assert.deepEqual(programme(state, 9001), { running: undefined, next: undefined });
});

test("a gong is to be seen until ten minutes after its time", () => {
  const called = { id: "g", room: "plenum", at: 60_000, text: null };
  const state = inRoom({ event: [{ id: "event", rev: 2, title: "T", agenda: [], gong: called }] });
  assert.deepEqual(gong(state, 0), called);
  assert.deepEqual(gong(state, 659_999), called);
  assert.equal(gong(state, 660_000), null);
});

test("from the foyer one sees the other rooms", () => {
  const door = { id: "forum", rev: 1, kind: "forum", title: "Forum", present: 20 };
  assert.deepEqual(doors(inRoom({ rooms: [room(), door] })), [door]);
});
