import assert from "node:assert/strict";
import { test } from "node:test";
import { ledger } from "../../web/js/applause/ledger.js";

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const claps = (...voices) => voices.map((voice, i) => SIGNS[voice] + SIGNS[8 * i]).join("");
const few = (seq, ...voices) => [seq, new Set(voices).size, voices.length, 8, claps(...voices)];
const many = (seq, n, k) => [seq, n, k, 8];

function book({ slot = 5 } = {}) {
  const own = ledger({ slot: () => slot });
  return { clap: own.clap, hears: (a, now) => own.hears(a, { now, length: 0.25 }) };
}

test("claps of others come out as they were told", () => {
  const tick = book().hears(few(1, 7, 9), 0);
  assert.deepEqual(tick, { n: 2, k: 2, e: 8, length: 0.25, each: [[7, 0.5 / 64], [9, 8.5 / 64]] }); // biome-ignore format: side by side
});

test("a tick that comes twice is played once", () => {
  const { hears } = book();
  assert.ok(hears(many(1, 30, 30), 0));
  assert.equal(hears(many(1, 30, 30), 40), null);
});

test("a tick that comes after a later one is played all the same", () => {
  const { hears } = book();
  assert.equal(hears(many(2, 30, 30), 0)?.k, 30);
  assert.equal(hears(many(1, 30, 31), 40)?.k, 31);
});

test("a number that comes again after long is another tick", () => {
  const { hears } = book();
  assert.ok(hears(many(1, 30, 30), 0));
  assert.ok(hears(many(1, 30, 30), 10_001));
});

test("one's own clap is not heard a second time", () => {
  const { clap, hears } = book();
  clap(0);
  assert.deepEqual(hears(few(1, 5), 600), { n: 0, k: 0, e: 8, length: 0.25, each: [] });
});

test("who has the same voice is heard nevertheless, and so is one's own phone", () => {
  const { clap, hears } = book();
  clap(0);
  const tick = hears(few(1, 5, 7, 5), 600);
  assert.deepEqual(
    tick?.each?.map(([voice]) => voice),
    [7, 5],
  );
  assert.equal(tick?.k, 2);
  assert.deepEqual(
    hears(few(2, 5), 700)?.each?.map(([voice]) => voice),
    [5],
  );
});

test("in a crowd as many claps are taken off as one has made", () => {
  const { clap, hears } = book();
  for (const at of [0, 200, 400]) clap(at);
  assert.deepEqual([hears(many(1, 40, 40), 450)?.k, hears(many(2, 40, 40), 700)?.k], [38, 39]);
  assert.deepEqual([hears(many(3, 40, 40), 950)?.k, hears(many(3, 40, 40), 960)], [40, null]);
});

test("what was clapped just now cannot have come back yet", () => {
  const { clap, hears } = book();
  clap(1000);
  assert.equal(hears(many(1, 40, 40), 1100)?.k, 40);
});

test("a clap that never came back takes nothing from others later", () => {
  const { clap, hears } = book();
  clap(0);
  assert.equal(hears(many(1, 40, 40), 3001)?.k, 40);
});

test("one's own self is not among the others for as long as it counts", () => {
  const { clap, hears } = book();
  clap(0);
  assert.equal(hears(many(1, 40, 40), 600)?.n, 39);
  assert.equal(hears(many(2, 40, 40), 1500)?.n, 39);
  assert.equal(hears(many(3, 40, 40), 1700)?.n, 40);
});

test("nobody claps a negative number", () => {
  const { clap, hears } = book();
  for (let at = 0; at < 60; at++) clap(at);
  assert.deepEqual([hears(many(1, 1, 20), 600)?.k, hears(many(2, 0, 0), 700)?.n], [0, 0]);
});

test("a clock that is set back makes nobody's claps vanish", () => {
  const { clap, hears } = book();
  clap(100_000);
  assert.equal(hears(many(1, 40, 40), 100_600)?.n, 39);
  clap(100_700);
  assert.deepEqual([hears(many(2, 40, 40), 50_000)?.k, hears(many(1, 40, 40), 50_100)?.n], [40, 40]);
});
