import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { clapper } from "../../web/js/client/claps.js";
import { initial, reduce } from "../../web/js/client/reduce.js";
import { part } from "../../web/js/client/thinning.js";
import { clapping, lasting } from "../../web/js/client/ticks.js";
import { madeWorld, room, snapshot } from "./made.mjs";

const PARTS = new URL("../crowd/parts.json", import.meta.url);
const PHONES = JSON.parse(readFileSync(new URL("../crowd/phones.json", import.meta.url), "utf8"));

function hands({ thin = 1, random = 0.5, people = 0 } = {}) {
  const world = madeWorld({ random });
  const said = [];
  const here = { room: "plenum", thin, people };
  const { clap } = clapper(world, {
    room: () => here.room,
    thin: () => here.thin,
    people: () => here.people,
    say: (frame) => said.push(frame),
  });
  return { world, said, clap, here };
}

test("the first clap goes at once, the next ones together with their ages", () => {
  const { world, said, clap } = hands();
  clap();
  assert.deepEqual(said, [{ action: "clap", room: "plenum", s: 1, c: [0], g: 8, t: 0 }]);
  world.pass(100);
  clap(6);
  world.pass(200);
  clap(11);
  world.pass(50);
  assert.deepEqual(said[1], { action: "clap", room: "plenum", s: 2, c: [250, 50], g: 9, t: 350 });
});

test("whoever pauses is heard at once again", () => {
  const { world, said, clap } = hands();
  clap();
  world.pass(400);
  clap();
  assert.deepEqual(
    said.map(({ c }) => c),
    [[0], [0]],
  );
});

test("a clap belongs to the room in which it was made, wherever one is when it is told of", () => {
  const { world, said, clap, here } = hands();
  const told = () => said.map(({ room, c }) => [room, c]);
  clap();
  world.pass(100);
  clap();
  here.room = "forum";
  world.pass(250);
  assert.deepEqual(told(), [
    ["plenum", [0]],
    ["plenum", [250]],
  ]);
  clap();
  here.room = "plenum";
  world.pass(50);
  clap();
  world.pass(400);
  assert.deepEqual(told().slice(2), [
    ["forum", [50]],
    ["plenum", [300]],
  ]);
});

test("a frame has sixteen claps at most, the latest ones", () => {
  const { world, said, clap } = hands();
  for (let n = 0; n < 30; n++) {
    clap();
    world.pass(10);
  }
  world.pass(400);
  assert.equal(said[1].c.length, 16);
  assert.equal(said[1].c.at(-1), 60);
});

test("in a crowd that part of the frames is sent which the room asks for, and they say so", () => {
  assert.equal(hands({ thin: 0.4, random: 0.5, people: 900 }).said.length, 0);
  const { said, clap } = hands({ thin: 0.4, random: 0.39, people: 900 });
  clap();
  assert.deepEqual(said, [{ action: "clap", room: "plenum", s: 1, c: [0], g: 8, t: 0, p: 400 }]);
  const unlucky = hands({ thin: 0.4, random: 0.4, people: 900 });
  unlucky.clap();
  assert.deepEqual(unlucky.said, []);
});

test("whoever is alone in a large room is heard with every clap", () => {
  const { world, said, clap, here } = hands({ thin: 0.116, random: 0.999 });
  clap();
  assert.deepEqual(
    said,
    [{ action: "clap", room: "plenum", s: 1, c: [0], g: 8, t: 0 }],
    "while nobody knows that they are",
  );
  here.people = 1;
  for (let n = 0; n < 40; n++) {
    world.pass(250);
    clap();
  }
  world.pass(400);
  assert.equal(said.flatMap(({ c }) => c).length, 41);
  assert.ok(said.every((frame) => !("p" in frame)));
});

test("among a few, frames are closer together", () => {
  for (const [people, ages] of [
    [0, [[0], [200, 100]]],
    [17, [[0], [200, 100]]],
    [16, [[0], [50], [150]]],
  ]) {
    const { world, said, clap } = hands({ people });
    for (const ms of [150, 100, 150]) {
      clap();
      world.pass(ms);
    }
    assert.deepEqual(said.map(({ c }) => c).slice(0, 3), ages, `${people} people`);
  }
});

test("whoever pauses for a second begins anew, and is heard for sure", () => {
  const { world, said, clap } = hands({ thin: 0.116, random: 0.999 });
  for (let n = 0; n < 9; n++) {
    clap();
    world.pass(1100);
  }
  assert.equal(said.length, 9);
  for (let n = 0; n < 9; n++) {
    clap();
    world.pass(900);
  }
  assert.equal(said.length, 10);
});

test("the rule is the one that a rehearsal's people keep to", () => {
  for (const { is, part: expected, ...here } of JSON.parse(readFileSync(PARTS, "utf8")))
    assert.equal(part(here), expected, is);
});

test("frames are gathered for as long as those of a rehearsal's people, and a pause is as long as theirs", () => {
  const { batch, close, few, pause } = PHONES;
  for (const [people, gathered] of [
    [0, batch],
    [few + 1, batch],
    [few, close],
    [1, close],
  ]) {
    const { world, said, clap } = hands({ people });
    clap();
    clap();
    world.pass(gathered - 1);
    assert.equal(said.length, 1, `${people} people`);
    world.pass(1);
    assert.equal(said.length, 2, `${people} people`);
  }
  for (const [ms, frames] of [
    [pause, 1],
    [pause + 1, 2],
  ]) {
    const { world, said, clap } = hands({ thin: 0.116, random: 0.999 });
    clap();
    world.pass(ms);
    clap();
    assert.equal(said.length, frames, `${ms} ms`);
  }
});

const tick = (seq, n, heard) => ({ type: "applause", room: "plenum", a: [seq, n, 2 * n, 8], heard });
const inRoom = (screen, more) =>
  [{ type: "room", room: "plenum" }, snapshot({ rooms: [room(more)] })].reduce(reduce, { ...initial, screen });

test("a tick holds until there is silence, which on a phone begins later than on a laptop", () => {
  for (const [screen, silence] of [
    ["laptop", 1200],
    ["phone", 3000],
  ]) {
    const state = reduce(inRoom(screen), tick(1, 7, 5000));
    assert.equal(clapping(state, 5000 + silence - 1), 7);
    assert.equal(clapping(state, 5000 + silence), 0);
    assert.equal(lasting(state, 5000), silence);
  }
  assert.equal(clapping(reduce(inRoom("laptop", { tick: 1000 }), tick(1, 7, 5000)), 7000), 7);
});

test("a tick that comes late changes nothing, until the room has begun to count anew", () => {
  const state = reduce(inRoom("laptop"), tick(9, 7, 5000));
  assert.equal(reduce(state, tick(8, 3, 5100)).tick.n, 7);
  assert.equal(reduce(state, tick(1, 3, 60_000)).tick.n, 3);
  assert.equal(reduce(state, { ...tick(10, 3, 5100), room: "forum" }).tick.n, 7);
});
