import assert from "node:assert/strict";
import { test } from "node:test";
import { about, ovation, silence } from "../../web/js/client/ovation.js";
import { initial, reduce } from "../../web/js/client/reduce.js";
import { told } from "../../web/js/client/ticks.js";
import { following } from "../../web/js/ovation.js";
import { de } from "../../web/js/texts/de.js";
import { en } from "../../web/js/texts/en.js";
import { words } from "../../web/js/texts/texts.js";
import { crowd, MOST, marks, zoom } from "../../web/js/views/crowd.js";
import { caption, warmer } from "../../web/js/views/ovation.js";
import { voice } from "../../web/js/voice.js";
import { madeWorld, room, snapshot } from "./made.mjs";

/** What a room is called that claps so, at once. */
const called = (n, present, e = 8) => ovation(silence, { n, e, present }, 0).label;

/** A room that is heard at these times, and what it is called at each. */
function heard(...ticks) {
  let held = silence;
  return ticks.map(([at, n, e = 8, present = 100]) => {
    held = ovation(held, { n, e, present }, at);
    return held.label;
  });
}

test("a label follows the share of those present", () => {
  assert.deepEqual(
    [0, 1, 2, 8, 9, 74, 75, 149].map((n) => called(n, 300)),
    [...["silence", "single", "single", "single", "light", "light", "strong", "strong"]],
  );
  assert.deepEqual([called(150, 300), called(150, 300, 7), called(300, 300, 15)], ["intense", "strong", "intense"]);
});

test("a room of one or two has single claps, and one of three may be enthusiastic", () => {
  assert.deepEqual([called(1, 1, 15), called(2, 2, 15), called(3, 3)], ["single", "single", "intense"]);
});

test("who claps before they are counted is no more than everybody", () => {
  assert.equal(called(9, 4), "intense");
});

test("where nobody knows how many are present, a crowd is strong and never more", () => {
  assert.deepEqual(
    [1, 5, 14, 15, 4000].map((n) => called(n, 0, 15)),
    ["single", "light", "light", "strong", "strong"],
  );
});

test("it goes up at once and down after a second and a half, at whatever pace ticks come", () => {
  assert.deepEqual(heard([0, 30], [250, 10], [1500, 10], [1749, 10], [1751, 10]), [
    ...["strong", "strong", "strong", "strong", "light"],
  ]);
  assert.deepEqual(heard([0, 1], [2000, 30], [4000, 5], [5499, 5], [5500, 5], [6000, 0], [7499, 0], [7500, 0]), [
    ...["single", "strong", "strong", "strong", "light", "light", "light", "silence"],
  ]);
  assert.deepEqual(heard([0, 24], [250, 26], [500, 24], [750, 26], [1000, 24], [1250, 26], [2500, 24]), [
    ...["light", ...Array(6).fill("strong")],
  ]);
});

test("from a storm to nothing it passes by what it was meanwhile", () => {
  assert.deepEqual(heard([0, 60], [1000, 10], [1500, 0], [2400, 0], [2500, 0], [2999, 0], [3000, 0]), [
    ...["intense", "intense", "intense", "intense", "light", "light", "silence"],
  ]);
});

test("it says when time alone will change it", () => {
  const loud = ovation(silence, { n: 30, e: 8, present: 100 }, 0);
  assert.equal(loud.until, Number.POSITIVE_INFINITY);
  assert.equal(ovation(loud, { n: 0, e: 8, present: 100 }, 1000).until, 2500);
});

test("a standing ovation takes two thirds and eight seconds, which a moment's dip does not end", () => {
  const storm = (from, to, n = 70, e = 12) =>
    Array.from({ length: (to - from) / 250 }, (_, index) => [from + 250 * index, n, e]);
  assert.equal(heard(...storm(0, 8000)).at(-1), "intense");
  assert.equal(heard(...storm(0, 8000), [8000, 70, 12]).at(-1), "standing");
  const dip = [...storm(0, 4000), ...storm(4000, 5000, 50, 9), ...storm(5000, 8250)];
  assert.equal(heard(...dip).at(-1), "standing");
  const pause = [...storm(0, 4000), ...storm(4000, 6000, 50, 9), ...storm(6000, 8250)];
  assert.equal(heard(...pause).at(-1), "intense");
  assert.equal(heard(...storm(0, 9000, 64)).at(-1), "intense");
  assert.equal(heard(...storm(0, 9000, 70, 10)).at(-1), "intense");
  assert.equal(heard([0, 70, 12], [2000, 70, 12], [4000, 70, 12], [6000, 70, 12], [8000, 70, 12]).at(-1), "standing");
});

test("a clock that is set back leaves nothing hanging", () => {
  assert.equal(heard([3_600_000, 60], [3_600_100, 10], [0, 0], [1500, 0]).at(-1), "silence");
});

test("a few are counted exactly, a crowd about", () => {
  assert.deepEqual([1, 7, 12, 13, 99, 123, 498, 1311, 2949].map(about), [1, 7, 12, 15, 100, 120, 500, 1300, 2900]);
  const say = (label, people, table, language) => caption({ label, people }, words(table, language, [language]));
  assert.equal(say("strong", 118, de, "de"), "Kräftiger Applaus, etwa 120 Personen");
  assert.equal(say("light", 12, de, "de"), "Freundlicher Applaus, 12 Personen");
  assert.equal(say("single", 1, de, "de"), "1 Person klatscht");
  assert.equal(say("standing", 301, en, "en"), "Standing ovation, about 300 people");
  assert.equal(say("silence", 0, en, "en"), "It is quiet right now");
});

test("up to some tens each person is one mark, then more people are more marks, and never more than there are", () => {
  for (let n = 0; n <= 40; n++) assert.equal(marks(n), n);
  const all = [41, 60, 100, 150, 300, 600].map(marks);
  assert.deepEqual(
    all,
    [...new Set(all)].sort((one, other) => one - other),
  );
  assert.deepEqual([marks(600), marks(3000)], [MOST, MOST]);
  assert.ok(marks(45) - marks(44) <= 1);
  for (let lit = 1; lit < MOST; lit++) {
    assert.ok(zoom(lit + 1) <= zoom(lit));
    assert.ok((lit + 1) * zoom(lit + 1) ** 2 > lit * zoom(lit) ** 2, "more people take more room");
  }
});

test("the cloud is the same each time, stays in its box, and grows from the middle", () => {
  const placed = crowd(560);
  assert.deepEqual(placed, crowd(560));
  assert.equal(placed.length, MOST);
  for (const { x, y } of placed) assert.ok(x >= 12 && x <= 548 && y >= 12 && y <= 88);
  const reach = (from, to) => Math.max(...placed.slice(from, to).map(({ x }) => Math.abs(x - 280)));
  assert.ok(reach(0, 5) < reach(0, 40) && reach(0, 40) < reach(0, 150));
  const rows = new Set(placed.map(({ y }) => Math.round(y)));
  assert.ok(rows.size > 40, "no grid");
});

test("no two hands of a few lie upon each other", () => {
  const placed = crowd(560).slice(0, 12);
  for (const one of placed)
    for (const other of placed)
      assert.ok(one === other || Math.hypot(one.x - other.x, one.y - other.y) > 10, JSON.stringify([one, other]));
});

test("a mark that is lit stays so for a second and a half: none can flash", () => {
  let held = silence;
  let lit = [];
  const since = new Map();
  for (let at = 0; at < 20_000; at += 125) {
    held = ovation(held, { n: (at / 125) % 2 ? 2 : 30, e: 8, present: 40 }, at);
    const now = Array.from({ length: marks(held.people) }, (_, index) => index);
    for (const mark of lit) if (!now.includes(mark)) assert.ok(at - since.get(mark) >= 1500, `${mark} at ${at}`);
    for (const mark of now) if (!lit.includes(mark)) since.set(mark, at);
    lit = now;
  }
});

test("a colour becomes warmer step by step, as far as the grade goes", () => {
  const reached = (grade, steps, from = 0) => Array.from({ length: steps }).reduce((now) => warmer(now, grade), from);
  assert.deepEqual([reached(15, 1), reached(15, 20), reached(8, 20), reached(2, 20, 1)], [0.125, 1, 0.375, 0]);
});

const BEGINS = 1000;

/** A screen that is told of ticks, what it shows and what it has said. */
function screen({ kind = "laptop", slot = 5 } = {}) {
  const world = madeWorld();
  const region = { textContent: "", said: [] };
  const spoken = new Proxy(region, { set: (at, _, text) => at.said.push(text) > 0 });
  let state = [
    { type: "room", room: "plenum" },
    snapshot({ rooms: [room()] }, { present: 300, you: { slot, role: "attendee" } }),
  ].reduce(reduce, { ...initial, screen: kind });
  world.pass(BEGINS);
  const applause = following(world, () => state);
  const { say, murmur } = voice(spoken, state, world);
  say(state, 0, words(en, "en", ["en"]));
  applause.listen(() => murmur(applause.others(), state.room));
  let seq = 0;
  return {
    ...{ world, applause, said: region.said },
    tick(n, claps = "") {
      state = reduce(state, { type: "applause", room: state.room, a: [++seq, n, n, 8, claps], heard: world.clock() });
      applause.follow();
    },
    /** As page.js does it: what is shown of the applause follows before anything is drawn or said. */
    goes(to) {
      for (const frame of [{ type: "room", room: to }, snapshot({ rooms: [room({ id: to })] }, { room: to })]) {
        state = reduce(state, frame);
        applause.follow();
        say(state, 0, words(en, "en", ["en"]));
      }
    },
    switches(on) {
      state = reduce(state, snapshot({ rooms: [room({ rev: 9, applause: on })] }, { present: 300 }));
      applause.follow();
    },
  };
}

test("applause ends by itself when nothing is heard any more, on a phone later than on a laptop", () => {
  for (const [kind, silence] of [
    ["laptop", 1200],
    ["phone", 3000],
  ]) {
    const { world, applause, tick } = screen({ kind });
    tick(30);
    assert.equal(applause.shown().label, "light");
    world.pass(silence + 1499);
    assert.deepEqual([applause.now(), applause.shown().label], [0, "light"]);
    world.pass(2);
    assert.equal(applause.shown().label, "silence");
  }
});

test("one's own clap is shown at once, and not said", () => {
  const { world, applause, said, tick } = screen();
  applause.clap();
  assert.deepEqual([applause.now(), applause.shown().label], [1, "single"]);
  world.pass(300);
  for (let n = 0; n < 40; n++) {
    tick(1);
    applause.clap();
    world.pass(250);
  }
  world.pass(10_000);
  assert.deepEqual(said, []);
  assert.equal(applause.shown().label, "silence");
});

test("one's own clap at another screen of one's own is known by its slot", () => {
  const { world, said, tick } = screen({ slot: 5 });
  tick(1, "FAFf");
  world.pass(5000);
  assert.deepEqual(said, []);
  tick(1, "GA");
  assert.deepEqual(said, ["1 person is clapping"]);
  assert.deepEqual(
    told("FAFfGA_-").map(([slot]) => slot),
    [5, 5, 6, 63],
  );
});

test("it is said when the label changes, at most every three seconds, and that it is over", () => {
  const { world, said, tick } = screen();
  const at = [];
  for (let time = 0; time < 9000; time += 250) {
    const before = said.length;
    tick([3, 80, 20, 200][Math.floor(time / 500) % 4] + (time % 7));
    if (said.length > before) at.push(time);
    world.pass(250);
  }
  assert.ok(said.length <= 3, JSON.stringify(said));
  assert.equal(said.length, new Set(said).size);
  world.pass(20_000);
  assert.equal(said.at(-1), "The applause has died away.");
  const steady = screen();
  for (let n = 0; n < 40; n++) {
    steady.tick(100 + (n % 5));
    steady.world.pass(250);
  }
  assert.deepEqual(steady.said, ["Strong applause, about 100 people"]);
});

test("who goes to another room is not told that the applause of the one before is over", () => {
  const { world, said, tick, goes } = screen();
  tick(200);
  assert.equal(said.length, 1);
  for (let n = 0; n < 20; n++) {
    world.pass(250);
    tick(200);
  }
  goes("forum");
  world.pass(10_000);
  assert.deepEqual(said, ["Enthusiastic applause, about 200 people"]);
  tick(200);
  assert.equal(said.length, 2, "the same applause, but another room's");
});

/** What is said in so many minutes in which this many clap, by the second. */
function minutes(number, clapping) {
  const { world, said, tick } = screen();
  for (let second = 0; second < 60 * number; second++) {
    for (let n = 0; n < 4; n++) {
      if (clapping(second) > 0) tick(clapping(second), "GA");
      world.pass(250);
    }
  }
  return said;
}

test("one person who claps now and then is told of once, and not that they have ended", () => {
  assert.deepEqual(
    minutes(10, (second) => (second % 6 === 0 ? 1 : 0)),
    ["1 person is clapping"],
  );
  assert.equal(minutes(10, (second) => (second % 120 === 0 ? 1 : 0)).length, 5, "after a minute's quiet it is news");
});

test("what comes and goes for ten minutes is told of more and more seldom, and what grows at once", () => {
  const wavering = minutes(10, (second) => (second % 10 < 5 ? 100 : 20));
  assert.ok(wavering.length <= 16, JSON.stringify(wavering));
  const rising = minutes(10, (second) => (second % 16 < 8 ? 100 : 0));
  assert.ok(rising.length <= 30, JSON.stringify(rising));
  const grown = minutes(10, (second) => (second >= 594 ? 250 : second % 10 < 5 ? 100 : 20));
  assert.match(grown.at(-1), /^Enthusiastic applause/);
  const ended = minutes(1, (second) => (second < 20 ? 100 : 0));
  assert.deepEqual(ended, ["Strong applause, about 100 people", "The applause has died away."]);
});

test("where applause is switched off, all is calm at once", () => {
  const { applause, tick, switches } = screen();
  tick(200);
  assert.equal(applause.shown().people, 200);
  switches(false);
  assert.deepEqual([applause.shown().people, applause.shown().label, applause.now()], [0, "silence", 0]);
});
