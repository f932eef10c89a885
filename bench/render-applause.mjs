/**
 * Renders applause into a WAV file (48 kHz, stereo, 16 bit) through the code that runs in the browser.
 *
 * node bench/render-applause.mjs --people N --out FILE.wav [--seconds 10] [--seed 1] [--grade 8] [--ovation] [--jitter] [--stall S]
 * node bench/render-applause.mjs --episode FILE.json --out FILE.wav [--seed 1]
 *
 * Claps begin after 0.2 s and end after S; three seconds follow in which the hall falls silent. With --ovation they come
 * as at the end of a talk: one begins, the others join, and stop after half of S. All are of one --grade, 0 to 15. With
 * --jitter phones and ticks come through a network: late, in bursts, repeated, swapped; with --stall S nothing gets
 * through for so many seconds in the middle, either.
 *
 * An episode is {"tick": 0.25, "seconds": 12, "ticks": [{"at": s, "a": [seq, n, k, e, claps?]}], "own": [s]}.
 *
 * Of both: --truth FILE.json gets the claps that were made ([[s, person]]) and the ticks; --core FILE.mjs is another
 * module with the same `synthesiser`; with --probe each clap is one sample (bench/applause/listeners.mjs), so that they
 * can be counted; with --solo I,J only these virtual people sound.
 *
 * Says as JSON how long it took. Ends with 2, and one line, if it is asked for something that it cannot do.
 */
import { access, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { chance } from "../web/js/applause/chance.js";
import { ledger } from "../web/js/applause/ledger.js";
import { synthesiser as ours } from "../web/js/applause/synthesiser.js";
import { episode as ending, steady } from "./applause/hands.mjs";
import { probe, solo } from "./applause/listeners.mjs";
import { episode, LONGEST, MOST, TICK } from "./applause/piece.mjs";
import { ideal, rough } from "./applause/road.mjs";
import { wave } from "./applause/wave.mjs";

const SAMPLE_RATE = 48_000;
const BLOCK = 128;
const [BEGIN, REST] = [0.2, 3];

const asked = options();

function options() {
  try {
    return parseArgs({
      options: {
        people: { type: "string" },
        seconds: { type: "string", default: "10" },
        seed: { type: "string", default: "1" },
        grade: { type: "string", default: "8" },
        ovation: { type: "boolean", default: false },
        episode: { type: "string" },
        out: { type: "string" },
        truth: { type: "string" },
        core: { type: "string" },
        probe: { type: "boolean", default: false },
        solo: { type: "string" },
        jitter: { type: "boolean", default: false },
        stall: { type: "string", default: "0" },
      },
    }).values;
  } catch (error) {
    return wrong(said(error).split(". ")[0]);
  }
}

/** @param {string} why @returns {never} */
function wrong(why) {
  process.stderr.write(`render-applause: ${why}\n`);
  process.exit(2);
}

/** @param {unknown} error @returns {string} its first line */
function said(error) {
  return String(error instanceof Error ? error.message : error).split("\n")[0];
}

/**
 * @template Result
 * @param {string} what it is about
 * @param {() => Promise<Result>} does
 */
async function trying(what, does) {
  try {
    return await does();
  } catch (error) {
    return wrong(`${what}: ${said(error)}`);
  }
}

/** @param {"people" | "seconds" | "seed" | "grade" | "stall"} name @param {number} least @param {number} most */
function number(name, least, most, digits = /^\d+(\.\d+)?$/) {
  const value = Number(asked[name]);
  if (!digits.test(asked[name] ?? "") || value < least || value > most) wrong(`--${name} is from ${least} to ${most}`);
  return value;
}

/** @param {"people" | "seed" | "grade"} name @param {number} least @param {number} most */
function whole(name, least, most) {
  return number(name, least, most, /^\d+$/);
}

/** @returns {import("./applause/piece.mjs").Piece} */
function made() {
  const [people, seconds] = [whole("people", 1, 100_000), number("seconds", 0.1, LONGEST)];
  if (people * seconds > MOST) wrong(`--people times --seconds is ${MOST} at most`);
  const luck = chance(seed);
  const claps = asked.ovation ? ending(people, luck, { hold: seconds / 2 }) : steady(people, BEGIN, seconds, luck);
  const how = { grade: whole("grade", 0, 15), stall: number("stall", 0, 10) };
  const arrivals = asked.jitter || how.stall > 0 ? rough(claps, TICK, luck, how) : ideal(claps, TICK, how);
  return { tick: TICK, seconds: seconds + REST, arrivals, own: [], claps };
}

function listener() {
  if (asked.probe) return { instrument: probe };
  if (asked.solo === undefined) return {};
  if (!/^\d+(,\d+)*$/.test(asked.solo)) wrong("--solo is a list of people's numbers, such as 0,3");
  return { instrument: solo(asked.solo.split(",").map(Number)) };
}

const { out, truth, core } = asked;
const seed = whole("seed", 0, 2 ** 31);
if (!out) wrong("--out FILE.wav is missing");
if ((asked.people === undefined) === (asked.episode === undefined)) wrong("either --people N or --episode FILE.json");
for (const file of [out, ...(truth === undefined ? [] : [truth])]) {
  await trying(file, () => access(dirname(resolve(file)))); // better now than when all is rendered
}
const heard = listener();
const file = asked.episode;
const piece = file === undefined ? made() : await trying(file, () => episode(file));
const { synthesiser } =
  core === undefined ? { synthesiser: ours } : await trying(core, () => import(pathToFileURL(resolve(core)).href));
if (typeof synthesiser !== "function") wrong(`${core} has no synthesiser`);
const applause = synthesiser({ sampleRate: SAMPLE_RATE, seed, ...heard });
const book = ledger({ slot: () => 0 });
const length = Math.ceil((piece.seconds * SAMPLE_RATE) / BLOCK) * BLOCK;
const [left, right] = [new Float32Array(length), new Float32Array(length)];
const waiting = [...piece.arrivals];
const own = [...piece.own];
const began = process.hrtime.bigint();
for (let from = 0; from < length; from += BLOCK) {
  const now = from / SAMPLE_RATE;
  for (; own.length > 0 && own[0] <= now; own.shift()) {
    book.clap(now * 1000);
    applause.clap(8);
  }
  for (; waiting.length > 0 && waiting[0].at <= now; waiting.shift()) {
    const tick = book.hears(waiting[0].a, { now: now * 1000, length: piece.tick });
    if (tick) applause.tick(tick);
  }
  applause.fill(left.subarray(from, from + BLOCK), right.subarray(from, from + BLOCK));
}
const took = Number(process.hrtime.bigint() - began) / 1e9;
await trying(out, () => writeFile(out, wave(left, right, SAMPLE_RATE)));
if (truth !== undefined) {
  const told = { tick: piece.tick, seconds: piece.seconds, claps: piece.claps, ticks: piece.arrivals };
  await trying(truth, () => writeFile(truth, JSON.stringify(told)));
}
process.stdout.write(`${JSON.stringify({ seconds: piece.seconds, took, ratio: took / piece.seconds })}\n`);
