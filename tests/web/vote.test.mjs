import assert from "node:assert/strict";
import { test } from "node:test";
import { phase, polls, secondsLeft, tally as tallyOf } from "../../web/js/client/polls.js";
import { initial, reduce } from "../../web/js/client/reduce.js";
import { busy, nextSeq, notice, standing } from "../../web/js/client/standing.js";
import { poll, snapshot, tally, update, vote } from "./made.mjs";

const plenum = reduce(initial, { type: "room", room: "plenum" });
const play = (...frames) => frames.reduce(reduce, plenum);
const wish = (more) => ({ type: "command", command: vote(more), at: 0 });
const ok = (more) => ({ type: "ok", id: "v1", choice: ["b"], seq: 1, ...more });
const refused = (more) => ({ type: "refused", id: "v1", code: "poll_not_open", message: "", ...more });

test("a vote is on its way until the server says what counts", () => {
  const sent = play(wish(), { type: "sent", id: "v1" });
  assert.deepEqual(standing(sent, poll()).sending.choice, ["b"]);
  assert.equal(standing(sent, poll()).counts, null);
  const counted = reduce(sent, ok());
  assert.equal(standing(counted, poll()).sending, null);
  assert.deepEqual(standing(counted, poll()).counts, { round: 1, choice: ["b"], seq: 1 });
});

test("the next seq is one more than the last known, on its way or counted", () => {
  assert.equal(nextSeq(plenum, poll()), 1);
  assert.equal(nextSeq(play(wish({ seq: 4 })), poll()), 5);
  const elsewhere = play(update({}, { you: { ballots: { closing: { round: 1, choice: ["a"], seq: 7 } } } }));
  assert.equal(nextSeq(elsewhere, poll()), 8);
  assert.equal(nextSeq(elsewhere, poll({ round: 2 })), 1);
});

test("a newer vote takes the place of one that is still waiting", () => {
  const { outbox } = play(wish(), wish({ id: "v2", choice: ["c"], seq: 2 }), wish({ id: "v3", poll: "other" }));
  assert.deepEqual(
    outbox.map(({ command }) => command.id),
    ["v2", "v3"],
  );
});

test("if another device was first, the choice goes out once more, and only once", () => {
  const first = play(wish(), ok({ choice: ["a"], seq: 4 }));
  assert.deepEqual(standing(first, poll()).counts.choice, ["a"]);
  const [{ command }] = first.outbox;
  assert.deepEqual([command.choice, command.seq], [["b"], 5]);
  assert.notEqual(command.id, "v1");
  const second = reduce(first, ok({ id: command.id, choice: ["a"], seq: 6 }));
  assert.deepEqual(second.outbox, []);
  assert.deepEqual(standing(second, poll()).counts.choice, ["a"]);
});

test("a refused vote falls back to what counts and says why", () => {
  const state = play(wish(), ok(), wish({ id: "v2", choice: ["c"], seq: 2 }), refused({ id: "v2" }));
  assert.deepEqual(standing(state, poll()).counts.choice, ["b"]);
  assert.equal(standing(state, poll()).sending, null);
  assert.deepEqual(
    [notice(state, "polls/closing").code, notice(state, "polls/closing").unsure],
    ["poll_not_open", false],
  );
});

test("after a resend nobody knows whether the first sending counted", () => {
  const twice = [
    { type: "sent", id: "v1" },
    { type: "sent", id: "v1" },
  ];
  assert.equal(notice(play(wish(), ...twice, refused()), "polls/closing").unsure, true);
});

test("being asked to wait decides nothing", () => {
  for (const code of ["too_many_requests", "try_again"]) {
    assert.equal(play(wish(), refused({ code })).outbox.length, 1);
  }
});

test("votes kept on the device are taken up again", () => {
  const kept = play(wish()).outbox;
  assert.deepEqual(standing(play({ type: "kept", outbox: kept }), poll()).sending.choice, ["b"]);
});

test("the tally that comes with one's own vote is shown, but is no item of the room", () => {
  const state = play(wish(), ok({ tally: tally({ final: false }) }));
  assert.equal(tallyOf(state, poll()).ballots, 3);
  assert.equal(state.rev, 0);
});

test("a tally of another round is not shown", () => {
  assert.equal(tallyOf(play(snapshot({ tallies: [tally()] })), poll({ round: 2 })), null);
});

test("the last three seconds are closing, then the votes are being counted", () => {
  const timed = poll({ closes: 10_000 });
  const reached = [6999, 7000, 9999, 10_000].map((now) => phase(timed, now));
  assert.deepEqual(reached, ["open", "closing", "closing", "counting"]);
  assert.equal(phase(poll({ state: "closed", closes: 10_000 }), 7000), "closed");
  assert.equal(phase(poll(), 7000), "open");
  assert.deepEqual([secondsLeft(timed, 7001), secondsLeft(timed, 20_000), secondsLeft(poll(), 0)], [3, 0, null]);
});

test("running polls stand first, then what changed last; kinds that cannot be drawn are left out", () => {
  const state = play(
    snapshot({
      polls: [
        poll({ id: "new", state: "published", closes: 900 }),
        poll({ id: "old", state: "published", closes: 100 }),
        poll({ id: "words", kind: "words" }),
        poll({ id: "now", closes: null }),
      ],
    }),
  );
  const ids = (state) => polls(state, ({ kind }) => kind === "single").map(({ id }) => id);
  assert.deepEqual(ids(state), ["now", "new", "old"]);
  assert.deepEqual(ids(reduce(state, update({ polls: [poll({ id: "old", rev: 9, state: "published" })] }))), [
    "now",
    "old",
    "new",
  ]);
});

test("a poll is busy from the command until its new state is here", () => {
  const command = { action: "poll.close", id: "s1", room: "plenum", poll: "closing", rev: 3 };
  const asked = play(snapshot({ polls: [poll({ rev: 3 })] }), { type: "command", command });
  const granted = reduce(asked, { type: "ok", id: "s1", rev: 4 });
  const arrived = reduce(granted, update({ polls: [poll({ rev: 4, state: "closing" })] }));
  assert.deepEqual(
    [asked, granted, arrived].map((state) => busy(state, "polls/closing")),
    [true, true, false],
  );
  const changed = reduce(asked, { type: "refused", id: "s1", code: "changed", message: "" });
  assert.equal(busy(changed, "polls/closing"), false);
  assert.equal(notice(changed, "polls/closing").code, "changed");
});

test("of several polls that run, the one that was opened last stands first, whatever came last", () => {
  const open = (id, opened, more) => poll({ id, opened, ...more });
  const items = { polls: [open("first", 100), open("third", 300, { closes: 90_000 }), open("second", 200)] };
  const ids = (state) => polls(state, () => true).map(({ id }) => id);
  assert.deepEqual(ids(play(snapshot(items))), ["third", "second", "first"]);
  assert.deepEqual(ids(play(snapshot(items), update({ polls: [open("first", 100, { rev: 9, state: "closing" })] }))), [
    "third",
    "second",
    "first",
  ]);
});
