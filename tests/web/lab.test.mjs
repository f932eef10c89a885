import assert from "node:assert/strict";
import { test } from "node:test";
import { chance } from "../../web/js/applause/chance.js";
import { synthesiser } from "../../web/js/applause/synthesiser.js";
import { audience } from "../../web/js/lab/audience.js";
import { experiment } from "../../web/js/lab/experiment.js";
import { interval, stay, TALK, tempo } from "../../web/js/lab/hands.js";
import { meter } from "../../web/js/lab/meter.js";
import { phone, written } from "../../web/js/lab/road.js";
import { CHOICES, SIZES, step } from "../../web/js/lab/sizes.js";
import { telling } from "../../web/js/lab/telling.js";

const SAMPLE_RATE = 48_000;
const BEAT = 0.025;
const numbers = (length, one) => Array.from({ length }, one);
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Runs until `seconds`, doing at [s, what] on the way; all that was played, and the sound's meter if `aloud`. */
function run(seconds, does, { seed = 5, aloud = false } = {}) {
  const played = [];
  const sound = aloud && synthesiser({ sampleRate: SAMPLE_RATE, seed });
  const ears = meter(SAMPLE_RATE);
  let now = 0;
  const room = experiment({
    chance: chance(seed),
    play(what) {
      played.push({ at: now, ...what });
      if (sound && what.tick) sound.tick(what.tick);
      if (sound && what.clap !== undefined) sound.clap(what.clap);
      if (sound && what.stop) sound.stop();
    },
  });
  const left = [...does];
  const [one, other] = [new Float32Array(BEAT * SAMPLE_RATE), new Float32Array(BEAT * SAMPLE_RATE)];
  for (; now < seconds; now += BEAT) {
    while (left[0] && left[0][0] <= now) left.shift()[1](room, now);
    room.step(now);
    if (sound) {
      sound.fill(one, other);
      ears.hear(one.map((sample, i) => (sample + other[i]) / 2));
    }
  }
  return { played, room, ears, seen: room.seen(now), now };
}

const gather = (people) => [0, (room, now) => room.clap(people, now)];
const claps = (played, from = 0) =>
  played.filter(({ at, tick }) => tick && at >= from).reduce((sum, { tick }) => sum + tick.k, 0);

test("a person's tempo and intervals are those of people", () => {
  const luck = chance(2);
  const tempos = numbers(400, () => tempo(luck));
  assert.ok(Math.abs(mean(tempos) - 4) < 0.1);
  assert.ok(Math.min(...tempos) >= 2.4 && Math.max(...tempos) <= 6.5);
  const intervals = numbers(400, () => interval(4, luck));
  assert.ok(Math.abs(mean(intervals) - 0.25) < 0.002);
});

test("at the end of a talk one begins, a tenth stays still, and the others come and go around the swell", () => {
  const luck = chance(3);
  assert.equal(stay(true, luck, TALK).from, TALK.begin);
  const stays = numbers(1000, () => stay(false, luck, TALK));
  const there = stays.filter(Boolean);
  assert.ok(Math.abs(there.length - 900) < 40);
  assert.ok(there.every(({ from, to }) => from >= TALK.begin && to > from));
  const begun = there.map(({ from }) => from);
  assert.ok(Math.abs(mean(begun) - (TALK.begin + 0.3 + TALK.rise)) < 0.1);
  assert.ok(Math.min(...begun) < 1.5 && Math.max(...begun) > 4);
});

test("a phone sends the first clap at once and the next ones together", () => {
  const sends = phone({ up: () => 0.1, spike: () => 0, keep: () => 0, down: () => 0 });
  const came = [1, 1.1, 1.2, 1.3, 2.5].map((at) => sends([at, 7]).came);
  assert.deepEqual(
    came.map((at) => Number(at.toFixed(3))),
    [1.1, 1.45, 1.45, 1.45, 2.6],
  );
});

test("among a few people a phone gathers for a shorter time, and no longer when they are many", () => {
  const network = { up: () => 0.1, spike: () => 0, keep: () => 0, down: () => 0 };
  const came = (people) => {
    const sends = phone(network, () => people);
    return [1, 1.1, 1.15, 1.3, 2.5].map((at) => Number(sends([at, 7]).came.toFixed(3)));
  };
  for (const few of [1, 16]) assert.deepEqual(came(few), [1.1, 1.3, 1.3, 1.5, 2.6]);
  assert.deepEqual(came(17), [1.1, 1.45, 1.45, 1.45, 2.6]);
});

test("claps keep their rhythm though the network does not, until a frame is later than any network makes it", () => {
  const ways = [0.05, 0.02, 0.3, 0.02, 0.9, 0.9];
  const up = ways[Symbol.iterator]();
  const sends = phone({ up: () => up.next().value, spike: () => 0, keep: () => 0, down: () => 0 });
  const late = ways.map((_, i) => sends([5 * i, 7]).clap[0] - 5 * i);
  const expected = [0.05, 0.02, 0.025, 0.02, 0.9, 0.9];
  for (const [i, at] of late.entries()) assert.ok(Math.abs(at - expected[i]) < 1e-9, `${late}`);
});

test("a tick tells each clap while they are few, and then how many", () => {
  const few = numbers(3, (_, i) => [1 + i / 10, i + 1]);
  const of = { now: 1.5, tick: 0.25, grade: 9 };
  const [seq, n, k, e, each] = written(4, few, { ...of, known: few });
  assert.deepEqual([seq, n, k, e, each.length], [4, 3, 3, 9, 6]);
  const many = numbers(17, (_, i) => [1 + i / 100, i + 1]);
  assert.deepEqual(written(5, many, { ...of, known: [...many, [0.4, 99]] }), [5, 17, 17, 9]);
});

test("people clap as fast as they are asked to, never faster than counts, and stop when they are", () => {
  const hall = audience(chance(4));
  hall.clap(50, 0);
  const count = (now) => hall.claps(now).length / 50;
  hall.claps(1);
  assert.ok(Math.abs(count(6) / 5 - 4) < 0.3);
  hall.hurry(2);
  hall.claps(7);
  assert.ok(Math.abs(count(12) / 5 - 2) < 0.2);
  hall.hurry(7);
  hall.claps(13);
  const fast = hall.claps(18);
  const each = numbers(50, (_, i) => fast.filter(([, who]) => who === i + 1).length / 5);
  const most = Math.max(...each);
  assert.ok(most > 7.5 && most <= 8.2, `${most}`);
  hall.clap(5, 18);
  assert.equal(new Set(hall.claps(19).map(([, who]) => who)).size, 5);
  hall.still(19);
  assert.deepEqual(hall.claps(25), []);
});

test("all who clap are heard, whatever the network does", () => {
  for (const network of ["good", "bad"]) {
    const made = (seconds) => {
      const hall = audience(chance(5));
      hall.clap(40, 0);
      return hall.claps(seconds).length;
    };
    const start = [0, (room) => room.through(network)];
    const still = [8, (room, now) => room.still(now)];
    const { played, seen } = run(14, [start, gather(40), still]);
    const heard = claps(played);
    assert.ok(Math.abs(heard / made(8) - 1) < 0.03, `${network}: ${heard} of ${made(8)}`);
    assert.equal(seen.phase, "quiet");
    assert.equal(seen.n, 0);
    assert.equal(seen.repeats > 2, network === "bad");
    assert.equal(seen.late > 0, network === "bad");
  }
});

test("five are told one by one, three hundred by their number", () => {
  const five = run(4, [gather(5)]);
  assert.equal(five.seen.n, 5);
  assert.ok(five.played.every(({ tick }) => tick.each.length === tick.k));
  const many = run(4, [gather(300)]);
  assert.ok(many.seen.n > 290 && many.seen.n <= 300);
  assert.ok(Math.abs(many.seen.rate / 1200 - 1) < 0.1, `${many.seen.rate}`);
  assert.equal(many.played.at(-1).tick.each, null);
});

test("one's own clap is echoed at once and not heard again, but for whoever wants to know", () => {
  for (const people of [0, 3, 100]) {
    const mine = [3, (room, now) => room.mine(now)];
    const alone = claps(run(5, [gather(people)]).played);
    const once = run(5, [gather(people), mine]);
    const echo = once.played.findIndex(({ clap }) => clap === 8);
    assert.ok(once.played[echo].at - 3 < 2 * BEAT);
    assert.equal(claps(once.played), alone, `${people}`);
    assert.ok(once.seen.back > 0.3 && once.seen.back < 0.7, `${once.seen.back}`);
    const twice = run(5, [gather(people), [0, (room) => room.doubled(true)], mine]);
    assert.equal(claps(twice.played), alone + 1, `${people}`);
  }
});

test("a talk's applause begins, swells, ends and is silent", () => {
  const phases = [];
  const look = numbers(120, (_, i) => [i / 10, (room, now) => phases.push(room.seen(now))]);
  const { ears } = run(12, [[0, (room, now) => room.applaud(60, now)], ...look], { aloud: true });
  assert.deepEqual(
    phases.map(({ phase }) => phase).filter((phase, i, all) => phase !== all[i - 1]),
    ["onset", "swell", "end", "quiet"],
  );
  assert.ok(phases.slice(20).every(({ phase, n }) => (phase === "quiet") === (n === 0)));
  assert.ok(ears.level() < -60);
});

test("who stops hears nothing of what is on its way", () => {
  const { played } = run(5, [gather(50), [3.01, (room, now) => room.stop(now + BEAT)]]);
  const stop = played.findIndex((one) => one.stop);
  assert.ok(stop > 5);
  assert.equal(played.length, stop + 1);
});

test("three hundred are louder than five, and less made of single peaks", () => {
  const [one, five, many] = [1, 5, 300].map((people) => run(6, [gather(people)], { aloud: true }).ears);
  assert.ok(many.level() - five.level() > 6, `${five.level()} ${many.level()}`);
  assert.ok(one.peakedness() > 50, `${one.peakedness()}`);
  assert.ok(five.peakedness() > many.peakedness() + 5);
  assert.ok(many.peakedness() < 2, `${many.peakedness()}`);
});

test("a meter reads level, peaks and shape off the samples", () => {
  const ears = meter(SAMPLE_RATE);
  assert.equal(ears.level(), -90);
  assert.equal(ears.peakedness(), null);
  ears.hear(Float32Array.from({ length: 3 * SAMPLE_RATE }, (_, i) => 0.5 * Math.sin(i / 10)));
  assert.ok(Math.abs(ears.level() + 9.03) < 0.05);
  assert.ok(Math.abs(ears.peakedness() + 1.5) < 0.01);
  assert.equal(ears.peaks().length, 150);
  ears.turn();
  assert.ok(Number.isNaN(ears.peakedness()), "what was before is still in it");
  assert.ok(ears.peaks().every((peak) => peak > 0.49 && peak <= 0.5));
  ears.hear(new Float32Array(9 * SAMPLE_RATE));
  assert.equal(ears.level(), -90);
  assert.equal(ears.peaks().length, 300);
});

test("a slider goes from one to three thousand in steps that are about alike, and has what has a button", () => {
  assert.deepEqual([SIZES[0], SIZES.at(-1)], [1, 3000]);
  for (const people of CHOICES) assert.equal(SIZES[step(people)], people);
  SIZES.slice(5).forEach((size, i) => {
    assert.ok(size / SIZES[i + 4] > 1.15 && size / SIZES[i + 4] < 1.4, `${size}`);
  });
  assert.equal(step(10_000), SIZES.length - 1);
});

test("what changes is told once it has come to rest, and never in a flood", () => {
  const told = [];
  let now = 0;
  const tell = telling((text) => told.push([text, now]));
  for (; now < 20; now += 0.1) {
    const people = now < 5 ? Math.floor(now * 4) : now < 8.2 ? 99 : 100;
    tell(now, String(people), () => String(people));
  }
  assert.deepEqual(
    told.map(([text]) => text),
    ["99", "100"],
  );
  const [[, first], [, second]] = told;
  assert.ok(first >= 7.5 && first < 7.7 && second >= 10.7 && second < 10.9, `${first} ${second}`);
});
