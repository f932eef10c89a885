import assert from "node:assert/strict";
import { test } from "node:test";
import { connect } from "../../web/js/client/connection.js";
import { LOOK } from "../../web/js/client/errands.js";
import { initial, reduce } from "../../web/js/client/reduce.js";
import { madeWorld, poll, settled, snapshot, vote } from "./made.mjs";

const MINUTE = 60_000;

/** A page whose network lets no socket through. */
function page() {
  const world = madeWorld();
  const here = { state: reduce(initial, { type: "room", room: "plenum" }), barred: 0, next: 0, world };
  const hear = (frame) => {
    here.state = reduce(here.state, frame);
  };
  const where = { address: "ws://home/socket", api: "http://home/api", token: "t.1" };
  here.connection = connect(where, world, {
    ...{ state: () => here.state, hear, id: () => `c${++here.next}`, shut: () => false },
    barred: () => here.barred++,
  });
  here.send = (command) => {
    hear({ type: "command", command, at: world.clock() });
    here.connection.flush();
  };
  here.asked = () => world.requests.at(-1);
  here.blocked = async () => {
    for (let tries = 0; world.requests.length === 0 && tries < 20; tries++) {
      if (!world.last().closed) world.last().close();
      world.pass(1000);
      await settled();
    }
  };
  here.nextSocket = async (within) => {
    const before = world.sockets.length;
    for (let ms = 0; ms < within && world.sockets.length === before; ms += 1000) world.pass(1000);
    assert.equal(world.sockets.length, before + 1);
    await settled();
  };
  here.inside = async (items = { polls: [poll()] }) => {
    await here.blocked();
    here.asked().answer(200, snapshot(items, { id: here.asked().body.id }));
    await settled();
  };
  return here;
}

test("where no socket opens, the room is entered over HTTP, after two tries", async () => {
  const here = page();
  await here.blocked();
  assert.equal(here.world.sockets.length, 2);
  const { address, method, headers, body } = here.asked();
  assert.deepEqual([method, address, headers.Authorization], ["POST", "http://home/api/commands", "Bearer t.1"]);
  assert.deepEqual(body, { action: "enter", id: body.id, room: "plenum", screen: "phone" });
  here.asked().answer(200, snapshot({}, { id: body.id }));
  await settled();
  assert.deepEqual([here.state.connection, here.state.way, here.state.entered], ["online", "http", true]);
});

test("a command goes out as a request and its answer counts like a frame", async () => {
  const here = page();
  await here.inside();
  here.send(vote());
  assert.deepEqual(here.asked().body, vote());
  here.asked().answer(200, { type: "ok", id: "v1", choice: ["b"], seq: 1 });
  await settled();
  assert.deepEqual(here.state.mine.ballots.closing, { round: 1, choice: ["b"], seq: 1 });
});

test("a refusal with HTTP's own status is that command's refusal", async () => {
  const here = page();
  await here.inside();
  here.send(vote());
  here.asked().answer(403, { code: "not_allowed", message: "No." });
  await settled();
  assert.equal(here.state.notices["polls/closing"].code, "not_allowed");
});

test("it looks whether the room has changed, with the own sum, and takes what it is shown", async () => {
  const here = page();
  await here.inside();
  here.world.pass(1.25 * LOOK);
  assert.equal(here.asked().address, "http://home/api/rooms/plenum?rev=3");
  here.asked().answer(204);
  await settled();
  here.world.pass(1.25 * LOOK);
  here.asked().answer(200, snapshot({ polls: [poll({ rev: 7, state: "closed" })] }, { id: null }));
  await settled();
  assert.deepEqual([here.state.rev, here.state.items.polls.closing.state], [7, "closed"]);
});

test("nobody looks while an earlier look is on its way", async () => {
  const here = page();
  await here.inside();
  here.world.pass(10 * LOOK);
  assert.equal(here.world.requests.filter(({ method }) => method === "GET").length, 1);
});

test("two errands that nobody answers are a lost network, and the next one that leads there brings everything", async () => {
  const here = page();
  await here.inside();
  here.send(vote());
  here.asked().fail(new TypeError("no network"));
  await settled();
  assert.equal(here.state.connection, "online");
  here.world.pass(8000);
  for (const request of here.world.requests.slice(-2)) request.fail(new TypeError("no network"));
  await settled();
  assert.equal(here.state.connection, "offline");
  here.world.requests.length = 0;
  await here.inside();
  assert.equal(here.state.connection, "online");
  assert.equal(here.world.requests.at(-1).body.id, "v1");
});

test("a socket is tried again after some minutes, and takes over once it has entered", async () => {
  const here = page();
  await here.inside();
  await here.nextSocket(4 * MINUTE);
  here.world.last().onopen();
  const { id } = here.world.last().sent[0];
  assert.equal(here.state.way, "http");
  here.world.last().hear(snapshot({}, { id }));
  assert.deepEqual([here.state.connection, here.state.way], ["online", "socket"]);
  here.world.requests.length = 0;
  here.world.pass(3 * LOOK);
  assert.deepEqual(here.world.requests, []);
});

test("whoever was in by a socket does not turn to HTTP at the first trouble", async () => {
  const here = page();
  here.world.last().onopen();
  here.world.last().hear(snapshot({}, { id: "c1" }));
  for (let failure = 0; failure < 4; failure++) {
    here.world.last().close();
    await here.nextSocket(MINUTE);
  }
  await settled();
  assert.deepEqual(here.world.requests, []);
});

test("a token that HTTP refuses too is told to the page", async () => {
  const here = page();
  await here.blocked();
  here.asked().answer(401, { code: "token_expired", message: "" });
  await settled();
  assert.equal(here.barred, 1);
});

test("a token that ends while one looks on is told to the page", async () => {
  const here = page();
  await here.inside();
  here.world.pass(1.25 * LOOK);
  here.asked().answer(401, { code: "token_expired", message: "" });
  await settled();
  assert.equal(here.barred, 1);
  assert.equal(here.state.connection, "offline");
});

test("what the platform answers itself decides nothing: the command goes out again", async () => {
  const here = page();
  await here.inside();
  here.send(vote());
  here.asked().answer(500, { message: "Internal Server Error" });
  await settled();
  assert.equal(here.state.outbox.length, 1);
  here.world.pass(8000);
  assert.equal(here.world.requests.filter(({ body }) => body?.id === "v1").length, 2);
});

test("a refused command of somebody whose token is good shuts nobody out", async () => {
  const here = page();
  await here.inside();
  here.send({ action: "question.withdraw", id: "w1", room: "plenum", question: "q1" });
  here.asked().answer(200, { type: "refused", id: "w1", code: "not_allowed", message: "" });
  await settled();
  assert.deepEqual([here.barred, here.state.connection], [0, "online"]);
});

test("a look that nobody answers is given up, and the next one comes", async () => {
  const here = page();
  await here.inside();
  const looks = () => here.world.requests.filter(({ method }) => method === "GET").length;
  here.world.pass(1.25 * LOOK);
  assert.equal(looks(), 1);
  here.world.pass(8000);
  await settled();
  here.world.pass(1.25 * LOOK);
  assert.equal(looks(), 2);
});

test("a socket that leads nowhere again is tried again after minutes, not at once", async () => {
  const here = page();
  await here.inside();
  await here.nextSocket(4 * MINUTE);
  here.world.last().close();
  const before = here.world.sockets.length;
  for (let ms = 0; ms < 110_000; ms += 1000) {
    here.world.pass(1000);
    for (const request of here.world.requests.filter(({ done }) => !done)) {
      request.done = true;
      if (request.method === "GET") request.answer(204);
      else request.answer(200, snapshot({}, { id: request.body.id }));
    }
    await settled();
  }
  assert.equal(here.state.connection, "online");
  assert.equal(here.world.sockets.length, before);
});
