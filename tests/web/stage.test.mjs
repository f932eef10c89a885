import assert from "node:assert/strict";
import { test } from "node:test";
import { initial, reduce } from "../../web/js/client/reduce.js";
import { stillness } from "../../web/js/page.js";
import { AREA, arrangement } from "../../web/js/views/stage/arrangement.js";
import { shown } from "../../web/js/views/stage/shown.js";
import { poll, snapshot, tally, update } from "./made.mjs";

const MINUTE = 60_000;

/** About the width of a word in bold letters. */
const width = (word) => word.length * 0.6;

const many = (n, most = 60) =>
  Array.from({ length: n }, (_, i) => [
    `Wort${"abcdefghij".slice(0, i % 10)}${i}`,
    Math.max(1, Math.round(most / (1 + i))),
  ]);
const cloud = (words, before = []) =>
  arrangement(words, Object.fromEntries(before.map((one) => [one.word, one])), width);
const places = (placed) => Object.fromEntries(placed.map(({ word, x, y }) => [word, [x, y]]));

/** No word on another, none outside. */
function tidy(placed) {
  for (const [i, one] of placed.entries()) {
    assert.ok(one.x - one.across / 2 >= -1e-9 && one.x + one.across / 2 <= AREA.across + 1e-9, one.word);
    assert.ok(one.y - one.down / 2 >= -1e-9 && one.y + one.down / 2 <= AREA.down + 1e-9, one.word);
    for (const other of placed.slice(i + 1)) {
      const apart =
        Math.abs(one.x - other.x) * 2 >= one.across + other.across ||
        Math.abs(one.y - other.y) * 2 >= one.down + other.down;
      assert.ok(apart, `${one.word} on ${other.word}`);
    }
  }
}

test("words of a cloud never lie upon each other, and the most frequent is the largest", () => {
  for (const n of [1, 2, 7, 18, 19, 45, 100]) {
    const placed = cloud(many(n));
    tidy(placed);
    assert.ok(placed.length >= Math.min(n, 12), `${placed.length} of ${n}`);
    assert.equal(placed[0].word, many(n)[0][0]);
    assert.equal(Math.max(...placed.map(({ size }) => size)), placed[0].size);
  }
});

test("words that are as long as they may be still fit", () => {
  const long = Array.from({ length: 30 }, (_, i) => [`${i}`.padEnd(40, "W"), 30 - i]);
  const placed = arrangement(long, {}, (word) => word.length * 0.95);
  tidy(placed);
  assert.ok(placed.length >= 5);
});

test("the same words give the same cloud", () => {
  assert.deepEqual(cloud(many(30)), cloud(many(30)));
});

test("one more word lets all others stay where they are", () => {
  const before = cloud(many(12));
  const after = cloud([...many(12), ["Neues", 1]], before);
  const { Neues: fresh, ...others } = places(after);
  assert.ok(fresh);
  assert.deepEqual(others, places(before));
});

test("words that are written more often grow without a mess, and most of them stay", () => {
  const counts = new Map(many(25));
  let placed = cloud(many(25));
  for (let round = 1; round < 40; round++) {
    for (const [i, word] of [...counts.keys()].entries())
      if ((i * 7 + round) % 5 === 0) counts.set(word, counts.get(word) + 1);
    counts.set(`Neu${round}`, 1);
    const next = cloud(
      [...counts].sort((one, other) => other[1] - one[1]),
      placed,
    );
    tidy(next);
    const held = places(placed);
    const stayed = next.filter(({ word, x, y }) => held[word]?.[0] === x && held[word]?.[1] === y);
    assert.ok(stayed.length >= placed.length * 0.8, `${stayed.length} of ${placed.length}`);
    placed = next;
  }
});

test("no word is mistaken for what every object has", () => {
  tidy(
    cloud([
      ["constructor", 3],
      ["__proto__", 2],
      ["toString", 1],
    ]),
  );
});

const room = (more = {}) => ({ id: "plenum", rev: 1, title: "Plenum", stage: null, pinned: null, ...more });
const entered = (items, ends = 10 * 60 * MINUTE) =>
  reduce(
    { ...initial, room: "plenum", event: { ends, languages: ["de"], rooms: [] } },
    snapshot({ rooms: [room()], ...items }),
  );

test("a result leaves the screen when the event has been over for some time, unless somebody has asked for it", () => {
  const ends = 1000 * MINUTE;
  const over = poll({ state: "published", closes: ends - MINUTE });
  const at = (state, now) => shown({ state, now }).scene.show;
  assert.equal(at(entered({ polls: [over] }, ends), ends + MINUTE), "poll");
  assert.equal(at(entered({ polls: [over] }, ends), ends + 60 * MINUTE), "invitation");
  assert.equal(at(entered({ polls: [over] }, 2 * ends), ends + 60 * MINUTE), "poll");
  const chosen = room({ stage: { show: over.id, at: ends } });
  assert.equal(at(entered({ polls: [over], rooms: [chosen] }, ends), ends + 60 * MINUTE), "poll");
  assert.equal(at(entered({ polls: [poll({ closes: null })] }, ends), ends + 60 * MINUTE), "poll");
});

test("a page redraws as soon as people are called in one minute less", () => {
  const gong = { id: "g", room: "plenum", at: 200_500, text: null };
  const state = entered({ event: [{ id: "event", rev: 1, title: "T", agenda: [], gong }] });
  assert.equal(stillness(state, 61_000), 19_501);
  assert.equal(stillness(state, 181_000), 19_501);
  assert.equal(stillness(state, 201_000), 39_000);
});

test("a stage that has heard thousands of updates holds no more than at first", () => {
  let state = entered({ polls: [poll()] });
  const size = () => JSON.stringify(state).length;
  const hear = (n) => {
    for (let rev = state.rev + 2; n > 0; n--, rev++) {
      state = reduce(state, update({ tallies: [tally({ rev, counts: { a: 1000 + (rev % 7), b: 1, c: 0 } })] }));
      state = reduce(state, { type: "applause", room: "plenum", a: [rev, 3, 1, 8, "AA"], heard: 1000 + rev });
      state = reduce(state, { type: "connection", state: rev % 2 ? "offline" : "online" });
    }
  };
  hear(100);
  const before = size();
  hear(5000);
  assert.ok(size() < before + 100, `${before} has become ${size()}`);
});
