import assert from "node:assert/strict";
import { test } from "node:test";
import { beside, ducking } from "../../web/js/sound/duck.js";
import { gain } from "../../web/js/sound/volume.js";

const dB = (gain) => 20 * Math.log10(gain);

/**
 * A gain as a browser plays it: what is planned goes on until something else is.
 * @param {{ at: number, steps: import("../../web/js/sound/duck.js").Steps }[]} turns
 * @param {number} until s
 */
function played(turns, until, begins = 1) {
  let planned = [];
  for (const { at, steps } of turns) {
    if (steps.length > 0) planned = planned.filter((step) => step.at < at);
    planned.push(...steps.map(({ after, to, within }) => ({ at: at + after, to, within })));
  }
  return planned.reduce((value, { at, to, within }, index) => {
    const end = Math.min(until, planned[index + 1]?.at ?? until);
    return end <= at ? value : to + (value - to) * Math.exp((at - end) / within);
  }, begins);
}

const ticks = (from, to, n) => Array.from({ length: (to - from) * 4 + 1 }, (_, i) => ({ at: from + i / 4, n }));
const heard = (all, present) => [
  { at: 0, steps: beside(true) },
  ...all.map(({ at, n }) => ({ at, steps: ducking({ n, present }) })),
];

test("half the way of the slider is half as loud, and its end is silence", () => {
  assert.equal(gain(0), 0);
  assert.equal(gain(100), 1);
  assert.ok(Math.abs(dB(gain(50)) + 10) < 0.1);
  const steps = Array.from({ length: 20 }, (_, i) => gain(5 * i + 5) ** 0.6 - gain(5 * i) ** 0.6);
  for (const step of steps) assert.ok(Math.abs(step - 0.05) < 1e-9);
});

test("under a talk light applause is softer by 6 dB, and without one it is not", () => {
  const light = heard(ticks(2, 10, 20), 100);
  assert.ok(Math.abs(dB(played(light, 9)) + 6) < 0.1);
  assert.equal(played([{ at: 0, steps: beside(false) }], 9), 1);
});

test("when a quarter of those present clap, it has its full level within 0.3 s", () => {
  const strong = heard(ticks(5, 10, 25), 100);
  assert.ok(dB(played(strong, 5)) < -5.9);
  assert.ok(dB(played(strong, 5.3)) > -0.25);
  assert.ok(dB(played(strong, 10)) > -0.01);
});

test("it keeps that for 1.5 s after it was last so strong, whether it falls to a few or stops at once", () => {
  const falls = heard([...ticks(5, 8, 60), ...ticks(8.25, 20, 3)], 100);
  const ends = heard(ticks(5, 8, 60), 100);
  for (const one of [falls, ends]) {
    assert.ok(dB(played(one, 9.5)) > -0.01);
    assert.ok(Math.abs(dB(played(one, 12)) + 6) < 0.1);
  }
});

test("what rises and falls about a quarter of the room does not pump", () => {
  const wavers = heard(
    ticks(5, 15, 0).map(({ at }, i) => ({ at, n: i % 5 ? 22 : 28 })),
    100,
  );
  for (let at = 6; at < 15; at += 0.05) assert.ok(dB(played(wavers, at)) > -0.1);
});

test("in a room of nobody in particular one pair of hands is no disturbance", () => {
  assert.ok(ducking({ n: 1, present: 0 }).length > 0);
  assert.equal(ducking({ n: 0, present: 0 }).length, 0);
});
