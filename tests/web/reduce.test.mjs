import assert from "node:assert/strict";
import { test } from "node:test";
import { present } from "../../web/js/client/items.js";
import { own } from "../../web/js/client/own.js";
import { tally as tallyOf } from "../../web/js/client/polls.js";
import { initial, reduce } from "../../web/js/client/reduce.js";
import { busy, nextSeq, standing } from "../../web/js/client/standing.js";
import { poll, snapshot, tally, update, vote } from "./made.mjs";

const plenum = reduce(initial, { type: "room", room: "plenum" });
const play = (...frames) => frames.reduce(reduce, plenum);
const held = (state) => state.items.polls.closing;

test("of an item the highest rev stays, in whatever order the frames came", () => {
  const [older, newer] = [
    update({ polls: [poll({ rev: 4 })] }),
    update({ polls: [poll({ rev: 6, state: "closed" })] }),
  ];
  for (const frames of [
    [older, newer],
    [newer, older],
    [newer, newer, older],
  ]) {
    const state = play(snapshot({ polls: [poll({ rev: 3 })] }), ...frames);
    assert.equal(held(state).state, "closed");
    assert.equal(state.rev, 6);
  }
});

test("the sum is the snapshot's plus the growth of what was accepted, lists that nobody knows included", () => {
  const state = play(
    snapshot({ polls: [poll({ rev: 3 })], floor: [{ id: "f", rev: 7 }] }),
    update({ tallies: [tally({ rev: 5 })], floor: [{ id: "f", rev: 9 }] }),
  );
  assert.equal(state.rev, 3 + 9 + 5);
});

test("what is gone is not shown and still counts", () => {
  const state = play(snapshot({ polls: [poll()] }), update({ polls: [{ id: "closing", rev: 8, gone: true }] }));
  assert.deepEqual(present(state.items, "polls"), []);
  assert.equal(state.rev, 8);
});

test("frames of another room change nothing", () => {
  const before = play(snapshot({ polls: [poll()] }));
  assert.equal(reduce(before, update({ polls: [poll({ rev: 9 })] }, { room: "forum-1" })), before);
  assert.equal(reduce(before, snapshot({}, { room: "forum-1" })), before);
});

test("a frame of an unknown type changes nothing", () => {
  assert.equal(reduce(plenum, { type: "perfume", room: "plenum", a: [1, 2, 3, 4] }), plenum);
});

test("a snapshot in parts is applied when all are there, in any order, each once", () => {
  const part = (number, items) => snapshot(items, { part: number, parts: 3, rev: 6 });
  const parts = [
    part(1, { polls: [poll({ rev: 3 })] }),
    part(2, { tallies: [tally({ rev: 1 })] }),
    part(3, { polls: [poll({ id: "x", rev: 2 })] }),
  ];
  for (const order of [
    [0, 1, 2],
    [2, 0, 1],
    [1, 1, 2, 0],
  ]) {
    const frames = order.map((index) => parts[index]);
    assert.equal(play(...frames.slice(0, -1)).entered, false);
    const state = play(...frames);
    assert.deepEqual(Object.keys(state.items.polls).sort(), ["closing", "x"]);
    assert.equal(state.rev, 6);
  }
});

test("parts of two sendings under one id are never mixed, in whatever order they come", () => {
  const old = (part, items) => snapshot(items, { part, parts: 2, rev: 4 });
  const fresh = (part, items) => snapshot(items, { part, parts: 2, rev: 6 });
  const [old1, old2] = [old(1, { polls: [poll({ rev: 3 })] }), old(2, { tallies: [tally({ rev: 1 })] })];
  const [new1, new2] = [fresh(1, { polls: [poll({ rev: 4 })] }), fresh(2, { tallies: [tally({ rev: 2 })] })];
  assert.equal(play(old1, new2).entered, false);
  for (const frames of [
    [old1, new2, new1],
    [old1, new1, old2, new2],
    [new1, old1, new2],
  ]) {
    const state = play(...frames);
    assert.deepEqual([state.rev, held(state).rev, state.items.tallies.closing.rev], [6, 4, 2]);
  }
});

test("the sum is that of what is held, so that a ping finds what a snapshot has left out", () => {
  assert.equal(play(snapshot({ polls: [poll({ rev: 3 })] }, { rev: 9 })).rev, 3);
});

test("an id may be a word that every object knows", () => {
  for (const id of ["__proto__", "constructor", "toString"]) {
    const ballots = JSON.parse(`{"${id}": {"round": 1, "choice": ["a"], "seq": 2}}`);
    const counts = JSON.parse(`{"${id}": 7}`);
    const before = play(snapshot({ polls: [poll({ id, rev: 2 })], [id]: [{ id, rev: 1 }] }, { you: { ballots } }));
    const state = [
      { type: "asked", id: "e2" },
      update({ polls: [poll({ id, rev: 4 })], tallies: [tally({ id, rev: 1, counts })] }),
    ].reduce(reduce, before);
    assert.deepEqual(
      present(state.items, "polls").map((one) => [one.id, one.rev]),
      [[id, 4]],
    );
    assert.equal(state.rev, 6);
    assert.equal(standing(state, poll({ id })).counts.seq, 2);
    assert.equal(nextSeq(state, poll({ id })), 3);
    assert.equal(busy(state, `polls/${id}`), false);
    assert.equal(own(tallyOf(state, poll({ id })).counts, id), 7);
    assert.equal(own({}, id), undefined);
    const later = reduce(state, snapshot({ polls: [poll({ rev: 1 })] }, { id: "e2" }));
    assert.equal(own(later.items.polls, id).rev, 4);
    const asks = ["e3", "e4", "e5", "e6"].map((one) => ({ type: "asked", id: one }));
    const last = [...asks, snapshot({}, { id: "e6" })].reduce(reduce, later);
    assert.equal(own(last.items, "polls"), undefined);
  }
});

test("a snapshot replaces everything but what is held with a higher rev", () => {
  const state = play(
    snapshot({ polls: [poll({ rev: 9 }), poll({ id: "old", rev: 2 })] }),
    { type: "asked", id: "e2" },
    snapshot({ polls: [poll({ rev: 5 }), poll({ id: "new", rev: 1 })] }, { id: "e2" }),
  );
  assert.deepEqual(Object.keys(state.items.polls).sort(), ["closing", "new"]);
  assert.equal(held(state).rev, 9);
  assert.equal(state.rev, 10);
});

test("a poll that opens while the snapshot is on its way stays", () => {
  const state = play(
    { type: "asked", id: "e1" },
    update({ polls: [poll({ rev: 5 })] }),
    snapshot({ rooms: [{ id: "plenum", rev: 1 }] }),
  );
  assert.equal(held(state).rev, 5);
  assert.equal(state.rev, 6);
});

test("changed parts of one's own things are merged by round and seq", () => {
  const you = (ballots) => ({ you: { ballots } });
  const state = play(
    snapshot({}, you({ closing: { round: 1, choice: ["a"], seq: 2 }, other: { round: 1, choice: ["x"], seq: 1 } })),
    update({}, you({ closing: { round: 1, choice: ["b"], seq: 3 } })),
    update({}, you({ closing: { round: 1, choice: ["c"], seq: 1 } })),
  );
  assert.deepEqual(state.mine.ballots.closing.choice, ["b"]);
  assert.deepEqual(state.mine.ballots.other.choice, ["x"]);
  const next = reduce(state, update({}, you({ closing: { round: 2, choice: ["a"], seq: 1 } })));
  assert.deepEqual(next.mine.ballots.closing.choice, ["a"]);
});

test("the server's clock is known from snapshot and pong", () => {
  assert.equal(play(snapshot({}, { now: 5000, heard: 1000 })).offset, 4000);
  assert.equal(play({ type: "pong", id: "p", room: "plenum", rev: 0, now: 900, heard: 1000 }).offset, -100);
});

test("another room starts empty, and one is still who one was", () => {
  const state = reduce(
    play(
      snapshot(
        { polls: [poll()] },
        { you: { role: "attendee", slot: 9, ballots: { closing: { round: 1, choice: ["a"], seq: 2 } } } },
      ),
    ),
    { type: "room", room: "forum-1" },
  );
  assert.deepEqual([state.items, state.rev, state.entered], [{}, 0, false]);
  assert.deepEqual([state.mine.role, state.mine.slot, state.mine.ballots], ["attendee", 9, {}]);
});

test("leaving forgets everything but the event", () => {
  const event = { title: "T", languages: ["de"], rooms: [] };
  const state = reduce(
    play({ type: "event", event }, { type: "joined", token: "t" }, { type: "command", command: vote(), at: 0 }),
    {
      type: "left",
    },
  );
  assert.deepEqual([state.token, state.outbox, state.event], [null, [], event]);
});

test("the second answer to an ask that was sent again takes nothing away that came meanwhile", () => {
  const empty = snapshot({ rooms: [{ id: "plenum", rev: 1 }] });
  const state = play({ type: "asked", id: "e1" }, update({ polls: [poll({ rev: 5 })] }), empty, empty);
  assert.equal(held(state).rev, 5);
});

test("an ask that overlaps with an earlier one takes nothing away that came since that one", () => {
  const state = play(
    snapshot({}),
    { type: "asked", id: "e1" },
    update({ polls: [poll({ rev: 5 })] }),
    { type: "asked", id: "e2" },
    snapshot({}, { id: "e1" }),
  );
  assert.equal(held(state).rev, 5);
  assert.equal(reduce(state, snapshot({}, { id: "e2" })).items.polls, undefined);
});
