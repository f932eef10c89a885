/**
 * Renders applause into a WAV file (48 kHz, stereo, 16 bit) through the code that runs in the browser.
 *
 * node bench/render-applause.mjs --people N --seconds S --seed K --out FILE.wav
 * node bench/render-applause.mjs --episode FILE.json --out FILE.wav
 *
 * Claps begin after 0.2 s and end after S; three seconds follow in which the hall falls silent. With --ovation they come
 * as at the end of a talk: one begins, the others join, and stop after half of S. An episode is
 * {"tick": 0.25, "seconds": 12, "ticks": [{"at": s, "a": [seq, n, k, e, claps?]}], "own": [s]}.
 */
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { chance } from "../web/js/applause/chance.js";
import { ledger } from "../web/js/applause/ledger.js";
import { synthesiser as ours } from "../web/js/applause/synthesiser.js";
import { episode, steady } from "./applause/hands.mjs";
import { probe, solo } from "./applause/listeners.mjs";
import { ideal, rough } from "./applause/road.mjs";
import { wave } from "./applause/wave.mjs";

const SAMPLE_RATE = 48_000;
const BLOCK = 128;
const TICK = 0.25;
const [BEGIN, REST] = [0.2, 3];

const { values: asked } = parseArgs({
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
});

/** @param {string} why */
function wrong(why) {
  process.stderr.write(`render-applause: ${why}\n`);
  process.exit(2);
}

/** @param {"people" | "seconds" | "seed" | "grade" | "stall"} name @param {number} least @param {number} most */
function number(name, least, most) {
  const value = Number(asked[name]);
  if (asked[name] === undefined || !(value >= least && value <= most)) wrong(`--${name} is from ${least} to ${most}`);
  return value;
}

/** @param {string} file */
async function read(file) {
  try {
    const { tick = TICK, seconds, ticks, own = [] } = JSON.parse(await readFile(file, "utf8"));
    if (!(seconds > 0) || !Array.isArray(ticks)) throw new Error("it has no seconds, or no list of ticks");
    return { tick, seconds, arrivals: ticks, own, claps: [] };
  } catch (error) {
    return wrong(`${file}: ${/** @type {Error} */ (error).message}`);
  }
}

function made() {
  const [people, seconds] = [number("people", 1, 100_000), number("seconds", 0.1, 3600)];
  const luck = chance(number("seed", 0, 2 ** 31));
  const claps = asked.ovation ? episode(people, luck, { hold: seconds / 2 }) : steady(people, BEGIN, seconds, luck);
  const how = { grade: number("grade", 0, 15), stall: number("stall", 0, 10) };
  const arrivals = asked.jitter || how.stall > 0 ? rough(claps, TICK, luck, how) : ideal(claps, TICK, how);
  return { tick: TICK, seconds: seconds + REST, arrivals, own: [], claps };
}

if (!asked.out) wrong("--out FILE.wav is missing");
if ((asked.people === undefined) === (asked.episode === undefined)) wrong("either --people N or --episode FILE.json");
const piece = asked.episode ? await read(asked.episode) : made();
const { synthesiser } = asked.core ? await import(pathToFileURL(resolve(asked.core)).href) : { synthesiser: ours };
const heard = asked.probe
  ? { instrument: probe }
  : asked.solo
    ? { instrument: solo(asked.solo.split(",").map(Number)) }
    : {};
const applause = synthesiser({ sampleRate: SAMPLE_RATE, seed: number("seed", 0, 2 ** 31), ...heard });
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
await writeFile(asked.out, wave(left, right, SAMPLE_RATE));
if (asked.truth) {
  const truth = { tick: piece.tick, seconds: piece.seconds, claps: piece.claps, ticks: piece.arrivals };
  await writeFile(asked.truth, JSON.stringify(truth));
}
process.stdout.write(`${JSON.stringify({ seconds: piece.seconds, took, ratio: took / piece.seconds })}\n`);
