import assert from "node:assert/strict";
import { test } from "node:test";
import { grade, swelling } from "../../web/js/client/grade.js";
import { hand } from "../../web/js/client/hand.js";
import { madeWorld } from "./made.mjs";

/** A hand, and when it has clapped how. */
function hands(random = () => 0.5) {
  const world = { ...madeWorld(), random };
  const made = [];
  return { world, made, hand: hand(world, (grade) => made.push([world.clock(), grade])) };
}

/** The grade of the last of so many taps, so many ms apart. */
const at = (gap, { taps = 4, pressure = 0.5 } = {}) =>
  grade(
    Array.from({ length: taps }, (_, index) => index * gap),
    pressure,
  );

test("the tempo is the grade: slowly is polite, four times a second ordinary, faster is stronger and stays below 14", () => {
  assert.deepEqual(
    [1400, 700, 500, 250, 167, 125, 40].map((gap) => at(gap)),
    [6, 6, 6, 8, 12, 13, 13],
  );
  const all = Array.from({ length: 100 }, (_, index) => at(1000 - 9 * index));
  assert.deepEqual(
    all,
    all.toSorted((one, other) => one - other),
  );
});

test("the first clap is an ordinary one, and so is the first after a pause", () => {
  assert.equal(grade([0]), 8);
  assert.equal(grade([0, 120, 240, 2000]), 8);
  assert.equal(grade([0, 2000, 2120]), 13);
  assert.equal(grade([5000, 100, 600]), 6, "a clock that was set back is a pause");
});

test("force counts up to two grades where a device knows it, and what a mouse says is none", () => {
  assert.deepEqual(
    [0, 0.5, 1].map((pressure) => at(250, { pressure })),
    [8, 8, 8],
  );
  assert.deepEqual(
    [0.01, 0.25, 0.75, 0.99].map((pressure) => at(250, { pressure })),
    [6, 7, 9, 10],
  );
  assert.ok(at(40, { pressure: 0.99 }) <= 15);
});

test("a press is one clap, at once", () => {
  const { world, made, hand } = hands();
  hand.press(1);
  assert.deepEqual(made, [[0, 8]]);
  world.pass(390);
  hand.release(1);
  world.pass(5000);
  assert.equal(made.length, 1);
});

test("what is held claps on, ordinarily at first and like an ovation after six seconds, until it is let go", () => {
  const { world, made, hand } = hands();
  hand.press(1);
  world.pass(8000);
  hand.release(1);
  world.pass(8000);
  assert.deepEqual(made.slice(0, 4), [
    [0, 8],
    [400, 8],
    [650, 8],
    [900, 9],
  ]);
  assert.equal(made.length, 1 + 31);
  assert.equal(made.at(-1)[1], 12);
  const grades = made.map(([, grade]) => grade);
  assert.deepEqual(
    grades,
    grades.toSorted((one, other) => one - other),
  );
  assert.deepEqual([-100, 0, 3000, 6000, 60_000].map(swelling), [8, 8, 10, 12, 12]);
});

test("nobody is a metronome: the intervals differ by about three in a hundred", () => {
  let seed = 1;
  const { world, made, hand } = hands(() => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  });
  hand.press(1);
  world.pass(60_000);
  const gaps = made.slice(2).map(([time], index) => time - made[index + 1][0]);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
  assert.ok(Math.abs(mean - 250) < 3, String(mean));
  assert.ok(deviation / mean > 0.02 && deviation / mean < 0.04, String(deviation / mean));
});

test("fingers that drum by turns hold nothing, and the last one that is up ends what is held", () => {
  const { world, made, hand } = hands();
  for (let n = 0; n < 10; n++) {
    hand.press(n % 2);
    world.pass(200);
    hand.release((n + 1) % 2);
  }
  assert.equal(made.length, 10);
  hand.press("space");
  world.pass(1000);
  const held = made.length;
  hand.release(1);
  world.pass(500);
  assert.ok(made.length > held);
  hand.release("space");
  const ended = made.length;
  world.pass(5000);
  assert.equal(made.length, ended);
});

test("nothing is held for good: not when all is let go, and not by a book on the space bar", () => {
  const { world, made, hand } = hands();
  hand.press("space");
  world.pass(1000);
  hand.rest();
  const ended = made.length;
  world.pass(5000);
  assert.equal(made.length, ended);
  hand.press("space");
  world.pass(300_000);
  assert.ok(made.at(-1)[0] < 130_000);
});

test("no more than eight claps a second are made, however many fingers there are", () => {
  const { world, made, hand } = hands();
  for (let n = 0; n < 60; n++) {
    hand.press(n);
    world.pass(50);
  }
  const most = Math.max(...made.map(([from]) => made.filter(([time]) => time >= from && time < from + 1000).length));
  assert.equal(most, 8);
  assert.ok(made.length >= 24);
});
