import assert from "node:assert/strict";
import { test } from "node:test";
import { connect } from "../../web/js/client/connection.js";
import { initial, reduce } from "../../web/js/client/reduce.js";
import { madeWorld, poll, snapshot, update, vote } from "./made.mjs";

const MINUTE = 60_000;

function page(options) {
  const world = madeWorld(options);
  const here = { state: reduce(initial, { type: "room", room: "plenum" }), barred: 0, shut: [], next: 0 };
  const hear = (frame) => {
    here.state = reduce(here.state, frame);
  };
  const connection = connect({ address: "ws://home/socket", token: "t.1" }, world, {
    ...{ state: () => here.state, hear, id: () => `c${++here.next}` },
    barred: () => here.barred++,
    shut: (code) => here.shut.push(code) > 0 && code !== "internal",
  });
  const enter = (items = {}) => {
    const socket = world.last();
    if (!socket.sent.length) socket.onopen();
    const { id, room } = socket.sent.findLast(({ action }) => action === "enter");
    socket.hear(snapshot(items, { id, room }));
  };
  const send = (command) => {
    hear({ type: "command", command });
    connection.flush();
  };
  return Object.assign(here, { world, connection, enter, send, hear });
}

test("the token travels as the second subprotocol and the first frame is enter", () => {
  const { world } = page();
  world.last().onopen();
  assert.deepEqual(world.last().protocols, ["beifall.v1", "t.1"]);
  assert.deepEqual(world.last().sent, [{ action: "enter", id: "c1", room: "plenum", screen: "phone" }]);
});

test("commands wait until the room has been entered, also through all parts of a snapshot", () => {
  const here = page();
  here.world.last().onopen();
  here.send(vote());
  here.world.last().hear(snapshot({}, { id: "c1", part: 1, parts: 2 }));
  assert.deepEqual(here.world.last().actions(), ["enter"]);
  here.world.last().hear(snapshot({}, { id: "c1", part: 2, parts: 2 }));
  assert.deepEqual(here.world.last().actions(), ["enter", "vote"]);
  assert.equal(here.state.connection, "online");
});

test("a command without a reply goes out again after 8 s with the same id, and never after its reply", () => {
  const here = page();
  here.enter();
  here.send(vote());
  here.world.pass(7999);
  assert.equal(here.world.last().sent.length, 2);
  here.world.pass(1);
  assert.deepEqual(here.world.last().sent.at(-1), here.world.last().sent.at(-2));
  here.world.last().hear({ type: "ok", id: "v1", choice: ["b"], seq: 1 });
  here.world.pass(MINUTE);
  assert.deepEqual(here.world.last().actions(), ["enter", "vote", "vote"]);
});

test("frames of the platform's own are ignored and the resend heals them", () => {
  const here = page();
  here.enter();
  here.send(vote());
  const before = here.state;
  here.world.last().hear({ message: "Internal server error", connectionId: "x", requestId: "y" });
  here.world.last().onmessage({ data: "no frame" });
  assert.equal(here.state, before);
  here.world.pass(8000);
  assert.deepEqual(here.world.last().actions(), ["enter", "vote", "vote"]);
});

test("a socket that stays silent is given up, and the command goes over the next one with the same id", () => {
  const here = page();
  here.enter();
  here.send(vote());
  here.world.pass(16_000);
  assert.equal(here.world.sockets[0].closed, true);
  assert.equal(here.state.connection, "offline");
  here.world.pass(3000);
  here.enter();
  assert.deepEqual(here.world.last().actions(), ["enter", "vote"]);
  assert.equal(here.world.last().sent.at(-1).id, "v1");
});

test("being asked to wait is obeyed", () => {
  const here = page();
  here.enter();
  here.send(vote());
  here.world.last().hear({ type: "refused", id: "v1", code: "too_many_requests", message: "", retry_after: 30 });
  here.world.pass(29_999);
  assert.equal(here.world.last().sent.length, 2);
  here.world.pass(1);
  assert.equal(here.world.last().sent.at(-1).id, "v1");
});

test("after try_again a command goes out within 2 s, for a closing poll has 3 s only", () => {
  for (const [random, after] of [
    [0, 500],
    [0.999, 1999],
  ]) {
    const here = page({ random });
    here.enter();
    here.send(vote());
    here.world.last().hear({ type: "refused", id: "v1", code: "try_again", message: "" });
    here.world.pass(after - 1);
    assert.deepEqual(here.world.last().actions(), ["enter", "vote"]);
    here.world.pass(1);
    assert.deepEqual(here.world.last().actions(), ["enter", "vote", "vote"]);
  }
});

test("parts of two sendings do not make up a reply", () => {
  const here = page();
  here.world.last().onopen();
  const hear = (part, rev) => here.world.last().hear(snapshot({}, { id: "c1", rev, part, parts: 2 }));
  hear(1, 5);
  here.world.pass(8000);
  hear(2, 6);
  assert.deepEqual([here.state.connection, here.state.entered], ["connecting", false]);
  hear(1, 6);
  assert.deepEqual([here.state.connection, here.state.entered], ["online", true]);
});

test("another device's ballot makes the choice go out once more", () => {
  const here = page();
  here.enter();
  here.send(vote());
  here.world.last().hear({ type: "ok", id: "v1", choice: ["a"], seq: 4 });
  assert.equal(here.world.last().sent.at(-1).seq, 5);
});

test("who was in comes back within six seconds, so that a whole hall does not come at once", () => {
  for (const random of [0.01, 0.5, 0.999]) {
    const here = page({ random });
    here.enter();
    here.world.last().onclose();
    here.world.pass(random * 6000 - 1);
    assert.equal(here.world.sockets.length, 1);
    here.world.pass(2);
    assert.equal(here.world.sockets.length, 2);
  }
});

test("a lost connection comes back within a jittered, growing time", () => {
  for (const random of [0, 0.5, 0.999]) {
    const { world } = page({ random });
    const waits = [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000].map((most) => {
      world.last().onclose();
      const tried = world.sockets.length;
      world.pass(Math.max(0, random * most - 1));
      const early = world.sockets.length > tried;
      world.pass(1);
      return random > 0 && early ? "early" : world.sockets.length - tried;
    });
    assert.deepEqual(waits, [1, 1, 1, 1, 1, 1, 1]);
  }
});

test("the page learns of each third socket that does not even open", () => {
  const here = page();
  for (let failure = 0; failure < 6; failure++) {
    const tried = here.world.sockets.length;
    here.world.last().onclose();
    while (here.world.sockets.length === tried) here.world.pass(100);
  }
  assert.equal(here.barred, 2);
});

test("the ping carries the own sum every 5 minutes give or take a fifth, and finds what is missing", () => {
  for (const [random, after] of [
    [0, 4],
    [0.5, 5],
    [0.999, 5.999],
  ]) {
    const here = page({ random });
    here.enter({ polls: [poll({ rev: 3 })] });
    here.world.last().hear(update({ polls: [poll({ rev: 5 })] }));
    here.world.pass(after * MINUTE - 100);
    assert.deepEqual(here.world.last().actions(), ["enter"]);
    here.world.pass(100 + MINUTE / 100);
    const { action, rev, id } = here.world.last().sent.at(-1);
    assert.deepEqual([action, rev], ["ping", 5]);
    here.world.last().hear(snapshot({ polls: [poll({ rev: 7, state: "closed" })] }, { id }));
    assert.deepEqual([here.state.rev, here.state.items.polls.closing.state], [7, "closed"]);
  }
});

test("the ping says for how long the server has told nothing, be it of the room or of oneself", () => {
  const here = page();
  const quiet = () => {
    here.connection.ping();
    return here.world.last().sent.at(-1).quiet;
  };
  here.enter({ polls: [poll({ rev: 3 })] });
  for (const news of [
    update({ polls: [poll({ rev: 5 })] }),
    { type: "ok", id: "v1", choice: ["b"], seq: 1 },
    snapshot({ polls: [poll({ rev: 5 })] }, { id: "c9" }),
    { type: "pong", id: "c9", room: "plenum", rev: 5, now: 0 },
  ]) {
    here.world.pass(3000);
    assert.equal(quiet(), 3000);
    here.world.last().hear(news);
    assert.equal(quiet(), 0);
  }
  here.world.pass(2000);
  here.world.last().hear({ type: "applause", room: "plenum", a: [1, 1, 1, 7] });
  assert.equal(quiet(), 2000);
});

test("a ping that is sent again says it anew, and a clock that was set back says nothing", () => {
  const here = page();
  here.enter();
  here.world.pass(1000);
  here.connection.ping();
  here.world.pass(8000);
  assert.deepEqual(
    here.world.last().sent.map(({ quiet }) => quiet),
    [undefined, 1000, 9000],
  );
  here.hear(update({ polls: [poll()] }, { heard: here.world.clock() + MINUTE }));
  here.connection.ping();
  assert.equal(here.world.last().sent.at(-1).quiet, 0);
});

test("a fresh connection has entered before the old one is closed", () => {
  const here = page();
  here.enter();
  const answer = () => {
    const [old] = here.world.sockets;
    const asked = old.sent.at(-1);
    if (asked.action === "ping") old.hear({ type: "pong", id: asked.id, room: "plenum", rev: 0, now: 0 });
  };
  for (let minute = 0; minute < 92.5; minute += 0.1) {
    here.world.pass(MINUTE / 10);
    answer();
    if (here.world.sockets.length > 1) break;
  }
  const [old, fresh] = here.world.sockets;
  assert.ok(here.world.clock() >= 75 * MINUTE && here.world.clock() <= 110 * MINUTE);
  assert.equal(old.closed, false);
  here.enter();
  assert.deepEqual([old.closed, fresh.closed, here.state.connection], [true, false, "online"]);
});

test("whoever changes rooms while a snapshot is on its way enters the last room chosen", () => {
  const here = page();
  here.world.last().onopen();
  here.hear({ type: "room", room: "forum-1" });
  here.connection.move();
  assert.deepEqual(here.world.last().actions(), ["enter"]);
  here.world.last().hear(snapshot({ polls: [poll()] }, { id: "c1" }));
  assert.equal(here.world.last().sent.at(-1).room, "forum-1");
  here.enter();
  assert.deepEqual([here.state.connection, here.state.items], ["online", {}]);
});

test("a refused room is told to the page; other failures are tried again", () => {
  const here = page();
  here.world.last().onopen();
  here.world.last().hear({ type: "refused", id: "c1", code: "internal", message: "" });
  assert.equal(here.state.connection, "offline");
  here.world.pass(1000);
  here.world.last().onopen();
  here.world.last().hear({ type: "refused", id: "c2", code: "no_such_room", message: "" });
  assert.deepEqual(here.shut, ["internal", "no_such_room"]);
});

test("a device that wakes up asks at once and does not wait for a socket that is dead", () => {
  const here = page();
  here.enter();
  here.world.pass(MINUTE);
  here.connection.wake();
  assert.equal(here.world.last().sent.at(-1).action, "ping");
  here.world.pass(3000);
  assert.equal(here.world.sockets.length, 2);
  here.enter();
  assert.equal(here.world.sockets[0].closed, true);
});

test("a device that loses its network is offline at once and comes back over a fresh socket", () => {
  const here = page();
  here.enter();
  const before = here.world.last();
  here.connection.drop();
  assert.equal(here.state.connection, "offline");
  here.send(vote());
  here.connection.wake();
  assert.notEqual(here.world.last(), before);
  here.enter();
  assert.equal(here.state.connection, "online");
  assert.deepEqual(here.world.last().actions(), ["enter", "vote"]);
});

test("a device that finds a network while an attempt without one is under way does not wait once that has failed", () => {
  const here = page();
  here.enter();
  here.connection.drop();
  here.world.pass(6000);
  assert.equal(here.world.sockets.length, 2);
  here.connection.wake();
  assert.equal(here.world.sockets.length, 2);
  here.world.last().onclose({});
  here.world.pass(0);
  assert.equal(here.world.sockets.length, 3);
  here.world.last().onclose({});
  here.world.pass(0);
  assert.equal(here.world.sockets.length, 3);
});

test("a vote that is to be tried again is tried soon, then later each time; entering waits", () => {
  const here = page();
  here.enter();
  here.send(vote());
  const refuse = (id) => here.world.last().hear({ type: "refused", id, code: "try_again", message: "" });
  const waits = [];
  for (let tries = 0; tries < 6; tries++) {
    const sent = here.world.last().sent.length;
    refuse("v1");
    let waited = 0;
    while (here.world.last().sent.length === sent) {
      here.world.pass(50);
      waited += 50;
    }
    waits.push(waited);
  }
  assert.ok(waits[0] <= 2050, `${waits}`);
  assert.ok(waits.at(-1) > waits[0] && waits.at(-1) <= 8050, `${waits}`);
  here.connection.move();
  const { id } = here.world.last().sent.at(-1);
  const entered = here.world.last().sent.length;
  refuse(id);
  here.world.pass(7900);
  assert.equal(here.world.last().sent.length, entered);
});

test("a closed connection stays closed", () => {
  const here = page();
  here.enter();
  here.connection.close();
  here.world.pass(3 * 60 * MINUTE);
  assert.equal(here.world.sockets.length, 1);
});

test("a fresh socket that opens after all was closed is closed too and says nothing", () => {
  const here = page();
  here.enter();
  here.connection.wake();
  here.world.pass(3000);
  here.connection.close();
  const before = here.state;
  here.world.last().onopen();
  here.world.last().hear(snapshot({ polls: [poll()] }, { id: "c3" }));
  assert.equal(here.world.last().closed, true);
  assert.equal(here.state.items, before.items);
});

test("a command that another one has taken the place of is never sent again", () => {
  const here = page();
  here.enter();
  const seat = (action, id, more = {}) => ({ action, id, room: "plenum", ...more });
  here.send(seat("sit", "s1", { table: "1" }));
  here.send(seat("stand", "s2"));
  assert.deepEqual(here.world.last().actions(), ["enter", "sit"], "two seats at once could come in any order");
  here.world.last().hear({ type: "refused", id: "s1", code: "try_again", message: "", retry_after: 1 });
  here.world.pass(1001);
  assert.deepEqual(here.world.last().actions(), ["enter", "sit", "stand"]);
  here.world.last().hear({ type: "ok", id: "s2", table: null, video: null });
  here.world.pass(60_000);
  assert.deepEqual(here.world.last().actions(), ["enter", "sit", "stand"]);
});

test("a fresh connection is due by the age of the old one, however often its room is changed", () => {
  const here = page();
  here.enter();
  const answered = new Set();
  const wait = (minutes) => {
    for (let ms = 0; ms < minutes * MINUTE; ms += 5000) {
      here.world.pass(5000);
      for (const { action, id, room } of here.world.sockets[0].sent) {
        if (action !== "ping" || answered.has(id)) continue;
        answered.add(id);
        here.world.sockets[0].hear({ type: "pong", id, room, rev: 0, now: 0 });
      }
    }
  };
  for (const room of ["forum", "plenum"]) {
    wait(45);
    here.hear({ type: "room", room });
    here.connection.move();
    here.enter();
  }
  assert.equal(here.world.sockets.length, 1);
  wait(3);
  assert.equal(here.world.sockets.length, 2);
});
