import assert from "node:assert/strict";
import { test } from "node:test";
import { chance } from "../../web/js/applause/chance.js";
import { clap, KINDS } from "../../web/js/applause/clap.js";
import { force, limited, loudness } from "../../web/js/applause/level.js";
import { people } from "../../web/js/applause/people.js";
import { synthesiser } from "../../web/js/applause/synthesiser.js";

const SAMPLE_RATE = 48_000;
const SECOND = SAMPLE_RATE;

/** An instrument that notes who claps when, and for how many. */
function notes() {
  const claps = [];
  let now = 0;
  const instrument = () => ({
    follow() {},
    feel() {},
    clap: ({ id }, offset, weight) => claps.push({ at: (now + offset) / SAMPLE_RATE, id, weight }),
    own: () => {},
    stop() {},
    fill(_, length) {
      now += length;
    },
  });
  return { claps, instrument };
}

/** Plays `ticks` ([seconds, tick]) and then on until `seconds`. */
function played(ticks, seconds, { seed = 7, instrument } = {}) {
  const applause = synthesiser({ sampleRate: SAMPLE_RATE, seed, ...(instrument && { instrument }) });
  const length = Math.ceil((seconds * SAMPLE_RATE) / 128) * 128;
  const [left, right] = [new Float32Array(length), new Float32Array(length)];
  let next = 0;
  for (let from = 0; from < length; from += 128) {
    for (; next < ticks.length && ticks[next][0] * SAMPLE_RATE <= from; next++) applause.tick(ticks[next][1]);
    applause.fill(left.subarray(from, from + 128), right.subarray(from, from + 128));
  }
  return { left, right, applause };
}

function heard(ticks, seconds, of = {}) {
  const { claps, instrument } = notes();
  played(ticks, seconds, { ...of, instrument });
  return claps;
}

const dense = (n, k, e = 8) => ({ n, k, e, length: 0.25, each: null });
const single = (...each) => ({ n: each.length, k: each.length, e: 8, length: 0.25, each });
/** So many people who clap four times a second, for so long. */
const steady = (n, seconds, e) => Array.from({ length: seconds * 4 }, (_, i) => [(i + 1) / 4, dense(n, n, e)]);

const told = (ticks) => ticks.reduce((sum, [, { k }]) => sum + k, 0);
const sum = (claps) => claps.reduce((all, { weight }) => all + weight, 0);

function power(samples, from, to) {
  const part = samples.subarray(from * SECOND, to * SECOND);
  return part.reduce((all, sample) => all + sample * sample, 0) / part.length;
}

test("one clap in, exactly one clap out, where in the tick it was", () => {
  const claps = heard([[0.25, single([9, 0.5])]], 3);
  assert.equal(claps.length, 1);
  assert.ok(Math.abs(claps[0].at - (0.25 + 0.06 + 0.125)) < 0.006, `${claps[0].at}`);
});

test("one clap that is not told by itself sounds once too", () => {
  assert.equal(heard([[0.25, dense(1, 1)]], 3).length, 1);
});

test("a few people keep their voices, and the first ones sit close and apart", () => {
  const ticks = [0, 1, 2, 3].map((i) => [0.25 + i, single([9, 0.1], [40, 0.5], [9, 0.9])]);
  const ids = heard(ticks, 6).map(({ id }) => id);
  assert.deepEqual(ids, [0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0]);
});

for (const n of [2, 5, 20, 100, 300, 1000, 5000]) {
  test(`of ${n} people each clap sounds once, or others for it`, () => {
    const ticks = steady(n, 8);
    const ratio = sum(heard(ticks, 12)) / told(ticks);
    assert.ok(ratio > 0.98 && ratio < 1.02, `${ratio}`);
  });
}

test("ticks that come late, together, are played all the same", () => {
  const ticks = steady(100, 8).map(([at, tick]) => [at > 3 && at < 3.7 ? 3.7 : at, tick]);
  const claps = heard(ticks, 12);
  const ratio = sum(claps) / told(ticks);
  assert.ok(ratio > 0.98 && ratio < 1.02, `${ratio}`);
  assert.ok(claps.at(-1).at < 8 + 0.25 + 0.06 + 0.3, `the delay does not stay: ${claps.at(-1).at}`);
});

test("from a crowd to a few and back no clap is lost or made up", () => {
  for (let seed = 1; seed < 12; seed++) {
    const ticks = Array.from({ length: 40 }, (_, i) => {
      const few = single([1, 0.2], [2, 0.4], [3, 0.6], [1, 0.8]);
      return [(i + 1) / 4, Math.floor(i / 5) % 2 ? few : dense(40, 40)];
    });
    const difference = sum(heard(ticks, 14, { seed })) - told(ticks);
    assert.ok(Math.abs(difference) <= 0.02 * told(ticks), `${difference} of ${told(ticks)}`);
  }
});

test("where a crowd takes over from a few there is no hole", () => {
  const few = single(...Array.from({ length: 14 }, (_, i) => [i, i / 14]));
  const alone = heard([[0.25, few]], 2).length;
  assert.equal(alone, 14);
  const gaps = Array.from({ length: 20 }, (_, seed) => {
    const claps = heard([[0.25, few], [0.5, dense(16, 17)], [0.75, dense(20, 20)]], 2, { seed: seed + 1 }); // biome-ignore format: ticks
    const at = claps.map((one) => one.at).filter((one) => one > 0.5 && one < 0.8);
    return Math.max(...at.slice(1).map((one, i) => one - at[i]));
  });
  const median = gaps.sort((one, other) => one - other)[10];
  assert.ok(median < 0.05, `${median} s`);
});

test("when ticks stop people leave, and nobody claps on", () => {
  const ticks = steady(300, 5);
  const claps = heard(ticks, 9);
  assert.ok(claps.at(-1).at < 5 + 0.06 + 0.25 + 0.5, `${claps.at(-1).at}`);
  assert.ok(sum(claps) - told(ticks) < 0.3 * 300, `${sum(claps) - told(ticks)} made up`);
});

test("after silence an applause owes nothing and has nothing in hand", () => {
  const burst = (from) => steady(50, 2).map(([at, tick]) => [at + from, tick]);
  const claps = heard([...burst(0), ...burst(6)], 12);
  const second = sum(claps.filter(({ at }) => at > 6));
  assert.ok(Math.abs(second - 400) <= 16, `${second}`);
});

test("everybody keeps a tempo of their own, in a human range and not in step", () => {
  const claps = heard(steady(60, 20), 20).filter(({ at }) => at > 4);
  const tempi = [];
  for (const id of new Set(claps.map((one) => one.id))) {
    const own = claps.filter((one) => one.id === id).map(({ at }) => at);
    const gaps = own
      .slice(1)
      .map((at, i) => at - own[i])
      .filter((gap) => gap < 0.7);
    const mean = gaps.reduce((all, gap) => all + gap, 0) / gaps.length;
    const spread = Math.sqrt(gaps.reduce((all, gap) => all + (gap - mean) ** 2, 0) / gaps.length) / mean;
    tempi.push([1 / mean, spread]);
  }
  assert.ok(tempi.length >= 60);
  for (const [tempo] of tempi) assert.ok(tempo > 2.2 && tempo < 6.8, `${tempo}`);
  const spreads = tempi.map(([, spread]) => spread).sort((one, other) => one - other);
  assert.ok(spreads[30] > 0.02 && spreads[30] < 0.15, `${spreads[30]}`);
  for (let rate = 2.5; rate < 5.5; rate += 0.05) {
    const turn = claps.map(({ at }) => 2 * Math.PI * rate * at);
    const [x, y] = [Math.cos, Math.sin].map((of) => turn.reduce((all, angle) => all + of(angle), 0) / turn.length);
    assert.ok(Math.hypot(x, y) < 0.2, `${rate} Hz: ${Math.hypot(x, y)}`);
  }
});

test("nobody claps like a machine when a whole hall begins at once", () => {
  const claps = heard(steady(300, 2), 4);
  for (const id of new Set(claps.map((one) => one.id))) {
    const own = claps.filter((one) => one.id === id).map(({ at }) => at);
    for (const [i, at] of own.slice(1).entries()) assert.ok(at - own[i] > 0.06, `${id}: ${at - own[i]} s`);
  }
});

test("of more people than it tells apart each stands for several, in a tempo of people", () => {
  const claps = heard(steady(5000, 6), 6).filter(({ at }) => at > 3);
  assert.ok(claps[0].weight > 9);
  const ids = new Set(claps.map(({ id }) => id));
  const each = claps.length / ids.size / 3;
  assert.ok(each > 2 && each < 7, `${each} Hz`);
});

test("what is told to stop falls silent at once, without a crack, and can begin anew", () => {
  const { applause, left } = played(steady(300, 2), 2);
  const loud = power(left, 1, 2);
  applause.stop();
  const [after, right] = [new Float32Array(SECOND), new Float32Array(SECOND)];
  applause.fill(after, right);
  const steps = after.subarray(1).map((sample, i) => Math.abs(sample - after[i]));
  assert.ok(Math.max(...steps) < 0.5);
  assert.ok(power(after, 0, 0.04) > loud / 100, "it fades");
  assert.equal(power(after, 0.06, 1), 0);
  applause.clap(8);
  applause.fill(after, right);
  assert.ok(power(after, 0, 0.1) > 0);
});

test("one's own clap sounds in the very next samples", () => {
  const applause = synthesiser({ sampleRate: SAMPLE_RATE });
  const [left, right] = [new Float32Array(256), new Float32Array(256)];
  applause.fill(left, right);
  assert.equal(power(left, 0, 256 / SECOND), 0);
  applause.clap(8);
  applause.fill(left, right);
  assert.ok(power(left, 0, 128 / SECOND) > 0);
});

test("the more people clap, the louder it is and the less a single one stands out", () => {
  let [quieter, sharper] = [0, Number.POSITIVE_INFINITY];
  for (const n of [1, 5, 30, 300]) {
    const { left, right } = played(steady(n, 8), 8);
    const both = left.subarray(3 * SECOND).map((sample, i) => sample + right[3 * SECOND + i]);
    const [square, fourth] = [2, 4].map((of) => both.reduce((all, one) => all + one ** of, 0) / both.length);
    const kurtosis = fourth / square ** 2 - 3;
    assert.ok(square > quieter, `${n}: ${square}`);
    assert.ok(kurtosis < sharper, `${n}: ${kurtosis}`);
    [quieter, sharper] = [square, kurtosis];
  }
});

test("a grade is heard as 0.9 dB, in a crowd and among few", () => {
  const few = (e) => Array.from({ length: 12 }, (_, i) => [(i + 1) / 4, { ...single([1, 0.3], [2, 0.7]), e }]);
  for (const ticks of [few, (e) => steady(30, 3, e)]) {
    const levels = [2, 8, 14].map((e) => 10 * Math.log10(power(played(ticks(e), 3).left, 1, 3)));
    for (const step of [levels[1] - levels[0], levels[2] - levels[1]]) {
      assert.ok(Math.abs(step / 6 - 0.9) < 0.1, `${levels}`);
    }
  }
});

test("the hall of one person is over long before that of three hundred", () => {
  const falls = (n) => {
    const { left } = played(steady(n, 3), 5);
    const last = left.findLastIndex((sample) => Math.abs(sample) > 0.002) / SECOND;
    return 10 * Math.log10(power(left, last, last + 0.1) / power(left, last + 0.2, last + 0.3));
  };
  const [one, many] = [falls(1), falls(300)];
  assert.ok(one > 18 && many > 5 && many < 14, `${one} and ${many} dB in 0.2 s`);
});

test("nothing is ever too loud, and the hall rings out", () => {
  const { left, right } = played(steady(2000, 5, 15), 9);
  for (const side of [left, right]) {
    assert.ok(side.every((sample) => Math.abs(sample) < 0.95));
    assert.ok(10 * Math.log10(power(side, 8, 9)) < -60);
  }
});

test("in silence there is silence", () => {
  const { left, right } = played([], 1);
  assert.equal(power(left, 0, 1) + power(right, 0, 1), 0);
});

test("the same seed claps the same, another one differently", () => {
  const [one, again, other] = [1, 1, 2].map((seed) => played(steady(5, 2), 2, { seed }).left);
  assert.deepEqual(one, again);
  assert.notDeepEqual(one, other);
});

test("at every sample rate one clap lasts the same and is as loud", () => {
  const luck = () => chance(3);
  for (const kind of KINDS) {
    const [low, high] = [22_050, 96_000].map((rate) => {
      const samples = clap(rate, kind, 0, luck());
      return { seconds: samples.length / rate, energy: samples.reduce((all, one) => all + one * one, 0) / rate };
    });
    assert.ok(Math.abs(low.seconds - high.seconds) < 0.02);
    assert.ok(Math.abs(10 * Math.log10(low.energy / high.energy)) < 0.5);
  }
});

test("a clap is 40 dB down after some hundredths of a second, at the latest", () => {
  for (const kind of KINDS) {
    const samples = clap(SAMPLE_RATE, kind, 0, chance(5));
    const peak = samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    const late = samples.subarray(0.025 * SAMPLE_RATE).reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    assert.ok(20 * Math.log10(late / peak + 1e-9) < -40, `${kind.name}: ${late / peak}`);
  }
});

test("people are spread over the hall as audiences are", () => {
  const all = people(SAMPLE_RATE, chance(1), 6);
  for (const [index, { share }] of KINDS.entries()) {
    const part = all.filter(({ kind }) => kind === index).length / all.length;
    assert.ok(Math.abs(part - share) < 0.06, `${index}: ${part}`);
  }
  const balance = all.reduce((sum, { left, right }) => sum + left - right, 0) / all.length;
  assert.ok(Math.abs(balance) < 0.1);
  assert.ok(all.every(({ tempo }) => tempo >= 2.4 && tempo <= 6.5));
});

test("a grade is 0.9 dB, and a hundred times as many claps are some 19 dB more", () => {
  assert.ok(Math.abs(20 * Math.log10(force(9) / force(8)) - 0.9) < 1e-9);
  const level = (rate) => 20 * Math.log10(loudness(rate)) + 10 * Math.log10(rate);
  assert.ok(Math.abs(level(400) - level(4) - 19) < 0.01);
  assert.ok(level(100_000) - level(1300) < 3);
  assert.equal(limited(0.5), 0.5);
  assert.ok(limited(100) <= 0.95 && limited(-100) >= -0.95);
});
