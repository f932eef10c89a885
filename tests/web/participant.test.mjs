import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { device } from "../../web/js/client/device.js";
import { participant } from "../../web/js/client/participant.js";
import { lasts, subject } from "../../web/js/client/subject.js";
import { madeWorld, poll, room, snapshot } from "./made.mjs";

/** A device that keeps things in memory: it outlives the pages. */
const memory = () =>
  device(() => {
    throw new Error("no storage");
  });

function somebody({ kept = memory(), screen = "laptop", admitted = true } = {}) {
  const world = madeWorld();
  let next = 0;
  const [changes, ticks] = [[], []];
  const me = participant({
    ...{ screen, world, kept, admitted: () => admitted, id: () => `c${++next}` },
    changed: (state) => changes.push(state),
    tick: ([seq], heard) => ticks.push([seq, heard]),
  });
  me.hear({ type: "room", room: "plenum" });
  me.connect({ socket: "ws://home/socket", api: "http://home/api" }, "t.1");
  const enter = (items = { rooms: [room()], polls: [poll()] }) => {
    world.last().onopen();
    world.last().hear(snapshot(items, { id: world.last().sent[0].id }));
  };
  const unsent = () => kept.keys("unsent.").map((key) => kept.read(key).command);
  return { me, world, changes, ticks, kept, enter, unsent };
}

test("whoever joins, enters, votes, supports, feels and claps does it with one small object", () => {
  const { me, world, enter } = somebody();
  enter();
  me.vote(poll(), ["b"]);
  me.upvote("q1", true);
  me.feel(4);
  me.clap();
  me.want({ action: "ask", text: "Why?", name: null });
  assert.deepEqual(world.last().sent.slice(1), [
    { action: "vote", poll: "closing", round: 1, choice: ["b"], seq: 1, id: "c2", room: "plenum" },
    { action: "upvote", question: "q1", on: true, seq: 1, id: "c3", room: "plenum" },
    { action: "mood", mood: 4, seq: 1, id: "c4", room: "plenum" },
    { action: "clap", room: "plenum", s: 1, c: [0], g: 8, t: 0 },
    { action: "ask", text: "Why?", name: null, id: "c5", room: "plenum" },
  ]);
});

test("each change of the state is told", () => {
  const { me, changes, enter } = somebody();
  enter();
  assert.equal(changes.at(-1), me.state());
  assert.equal(me.state().connection, "online");
});

test("every tick of one's own room is told, a late and a repeated one too, and none of another", () => {
  const { me, world, ticks, enter } = somebody();
  enter();
  const hear = (seq, room = "plenum") => world.last().hear({ type: "applause", room, a: [seq, 3, 4, 8] });
  for (const seq of [7, 9, 8, 9]) {
    world.pass(10);
    hear(seq);
  }
  hear(10, "forum");
  assert.deepEqual(ticks, [
    [7, 10],
    [9, 20],
    [8, 30],
    [9, 40],
  ]);
  assert.equal(me.state().tick.seq, 9);
});

test("a phone that is to sound enters its room as a laptop, over the same connection, and loses nothing", () => {
  const { me, world, enter } = somebody({ screen: "phone" });
  enter();
  world.last().hear({ type: "applause", room: "plenum", a: [900, 3, 4, 8] });
  me.vote(poll(), ["b"]);
  me.show("laptop");
  me.show("laptop");
  const entered = () => world.last().sent.filter(({ action }) => action === "enter");
  assert.deepEqual(
    entered().map(({ screen }) => screen),
    ["phone", "laptop"],
  );
  assert.equal(world.sockets.length, 1);
  world.last().hear(snapshot({ rooms: [room()], polls: [poll()] }, { id: entered()[1].id }));
  assert.deepEqual(me.state().outbox[0].command.choice, ["b"]);
  world.last().hear({ type: "applause", room: "plenum", a: [4, 5, 4, 8] });
  assert.equal(me.state().tick.n, 5, "laptops' ticks are counted by themselves");
});

test("whoever changes their mind while the room is being entered enters it once more", () => {
  const { me, world } = somebody({ screen: "phone" });
  world.last().onopen();
  me.show("laptop");
  world.last().hear(snapshot({ rooms: [room()] }, { id: world.last().sent[0].id }));
  assert.deepEqual(
    world.last().sent.map(({ action, screen }) => [action, screen]),
    [
      ["enter", "phone"],
      ["enter", "laptop"],
    ],
  );
});

test("what has no answer stays on the device until it has one, of a vote the newest alone", () => {
  const { me, world, enter, unsent } = somebody();
  enter();
  me.vote(poll(), ["a"]);
  me.vote(poll(), ["b"]);
  me.want({ action: "ask", text: "Why?", name: null });
  me.want({ action: "ask", text: "How?", name: null });
  assert.deepEqual(
    unsent().map(({ id }) => id),
    ["c3", "c4", "c5"],
  );
  world.last().hear({ type: "ok", id: "c3", choice: ["b"], seq: 2 });
  world.last().hear({ type: "refused", id: "c4", code: "questions_closed", message: "" });
  assert.deepEqual(
    unsent().map(({ id }) => id),
    ["c5"],
  );
});

test("a page that is out writes nothing down any more", () => {
  const { me, enter, unsent } = somebody({ admitted: false });
  enter();
  me.feel(3);
  assert.deepEqual(unsent(), []);
});

test("a desk's commands do not mix with those that the same device sends as an attendee", () => {
  const kept = memory();
  const [attendee, desk] = [somebody({ kept }), somebody({ kept, screen: "desk" })];
  attendee.me.feel(3);
  desk.me.want({ action: "room.set", rev: 1, applause: false });
  assert.deepEqual(kept.keys("unsent.").sort(), ["unsent.desk.plenum/c1", "unsent.plenum/mood"]);
});

test("a decision that is a minute old is not made after a reload, and what was written is sent after days", () => {
  const pending = (action, at, more = {}) => ({ command: { action, id: "c", room: "plenum", ...more }, at, sent: 0 });
  assert.equal(lasts(pending("poll.open", 0, { poll: "closing" }), 59_999), true);
  assert.equal(lasts(pending("poll.open", 0, { poll: "closing" }), 60_000), false);
  assert.equal(lasts(pending("sit", 0, { table: "1" }), 60_000), false);
  for (const action of ["vote", "ask", "help", "help.answer", "question.answer"]) {
    assert.equal(lasts(pending(action, 0), 9e8), true, action);
  }
});

test("a command is about one thing", () => {
  const about = (action, more) => subject({ action, id: "c", room: "plenum", ...more });
  assert.equal(about("poll.open", { poll: "closing" }), "polls/closing");
  assert.equal(about("poll.change", { poll: { id: "closing" } }), "polls/closing");
  assert.equal(about("poll.create", { poll: {} }), "polls/");
  assert.equal(about("question.pin", { question: "q1" }), "questions/q1");
  assert.equal(about("help.take", { help: "h1" }), "helps/h1");
  assert.equal(about("help", { text: "?" }), "help");
  assert.equal(about("sit", { table: "1" }), about("stand"));
  assert.equal(about("room.set", { applause: false }), "room");
  assert.equal(about("call", { minutes: 3 }), "call");
});

test("the client stands alone: no module of it needs one from elsewhere", () => {
  const folder = new URL("../../web/js/client/", import.meta.url);
  const files = readdirSync(folder);
  assert.ok(files.length > 20);
  for (const file of files) {
    const source = readFileSync(new URL(file, folder), "utf8");
    for (const [, name] of source.matchAll(/(?:from|import)\s*\(?"([^"]+)"/g)) {
      assert.ok(name.startsWith("./") && files.includes(name.slice(2)), `${file} imports ${name}`);
    }
    assert.doesNotMatch(source, /\bdocument\b|\bwindow\b/, file);
  }
});

test("a tab neither brings back what another has had answered, nor puts an older vote over a later one", () => {
  const kept = memory();
  const [first, second] = [somebody({ kept }), somebody({ kept })];
  first.me.vote(poll(), ["a"]);
  second.world.pass(50);
  second.me.vote(poll(), ["b"]);
  first.me.feel(3);
  assert.deepEqual(kept.read("unsent.plenum/polls/closing").command.choice, ["b"]);
  first.me.want({ action: "ask", text: "Why?", name: null });
  const key = kept.keys("unsent.").find((one) => kept.read(one).command.action === "ask");
  kept.write(key, null);
  first.me.feel(4);
  assert.equal(kept.read(key), null);
});

test("whoever comes back to a seat sits down on it once more, to learn where the table meets", () => {
  const { me, world } = somebody();
  const sittings = () => world.last().sent.filter(({ action }) => action === "sit");
  const you = { participant: "p", seat: "2" };
  const items = { rooms: [room()] };
  world.last().onopen();
  world.last().hear(snapshot(items, { id: "c1", you }));
  assert.deepEqual(
    sittings().map(({ table }) => table),
    ["2"],
  );
  world.last().hear({ type: "ok", id: sittings()[0].id, table: "2", video: "https://meet.example/2" });
  assert.equal(me.state().mine.video, "https://meet.example/2");
  me.want({ action: "sit", table: "3" });
  world.last().hear({ type: "ok", id: sittings().at(-1).id, table: "3", video: null });
  assert.equal(sittings().length, 2, "a table without a video is not asked for one again");
});
