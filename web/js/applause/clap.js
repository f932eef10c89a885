/**
 * One clap: two palms press air out of the hollow between them, which rings like a bottle. A burst of noise through two
 * resonators, and a little of it as it is, for the skin.
 *
 * The kinds of claps, their centres and bandwidths are those of Peltola, Erkut, Cook, Välimäki 2007 (Synthesis of hand
 * clapping sounds, IEEE TASLP 15:3), after the eight ways in which Repp 1987 let people hold their hands.
 */

/**
 * How somebody holds their hands: where the hollow rings (Hz) and how broadly, how much of the second resonance and of
 * the skin there is in it, how loud it is (dB), and which part of an audience claps like this.
 * @typedef {{ name: string, centre: number, width: number, second: number, skin: number, level: number,
 *   share: number }} Kind
 */

/** @type {readonly Kind[]} */
export const KINDS = [
  { name: "A1+", centre: 500, width: 110, second: 0.15, skin: 0.18, level: -3, share: 0.08 }, // deeply cupped
  { name: "A1", centre: 794, width: 180, second: 0.3, skin: 0.35, level: -1, share: 0.24 }, // at an angle, as most do
  { name: "P2", centre: 850, width: 130, second: 0.3, skin: 0.3, level: -2, share: 0.1 },
  { name: "A1-", centre: 1010, width: 210, second: 0.4, skin: 0.6, level: -2, share: 0.12 }, // at an angle, flat
  { name: "P1", centre: 1063, width: 150, second: 0.25, skin: 0.55, level: -1.5, share: 0.12 }, // palm on palm
  { name: "A2", centre: 1120, width: 240, second: 0.45, skin: 0.6, level: 0, share: 0.18 }, // the loudest
  { name: "A3", centre: 1350, width: 300, second: 0.6, skin: 0.7, level: -3, share: 0.1 }, // fingers on a palm
  { name: "P3", centre: 1562, width: 380, second: 0.7, skin: 0.75, level: -4, share: 0.06 },
];

/** The kind of one's own clap: the most frequent one. */
export const OWN = 1;

/** Air takes the highest tones off what comes from far away: up to here (Hz) they get through, near, in the middle, far. */
const REACH = [18_000, 14_000, 11_500];
export const DISTANCES = REACH.length;

/** How long a clap is computed (s); it is 40 dB down after about 15 ms. Its end is faded so that it does not click. */
const LENGTH = 0.032;
const FADE = 0.004;

/** Seconds in which the burst rises, and times in which its two parts fall to 1/e, the least and how much more. */
const ATTACK = 0.00025;
const JET = { least: 0.0016, more: 0.001 };
const SKIN = { least: 0.0028, more: 0.0016 };

/** Skin on skin is heard between these (Hz). */
const SKIN_FROM = 1400;
const SKIN_TO = 5200;

/** How much (relative) one clap of a hand differs from the next: octaves of its centre and of its bandwidth. */
const DETUNED = { centre: 0.05, width: 0.12 };

/** The second resonance lies so many times above the first, the least and how much more; and rings shorter. */
const SECOND = { least: 2.25, more: 0.25, width: 2.6 };

/** What is mixed of resonances and of skin, before all claps are given the same energy. */
const RINGS = 3.2;
const RUBS = 0.95;

/** The energy of a clap (sum of squares at 48 kHz): the nearest one peaks at about 1 then. */
const ENERGY = 11;

/** Below this nothing is heard any more: there a clap ends. */
const INAUDIBLE = 2e-4;

/**
 * @param {number} sampleRate
 * @param {Kind} kind
 * @param {number} distance 0 near, 1 in the middle, 2 far
 * @param {import("./chance.js").Chance} chance
 * @returns {Float32Array} one clap's samples; the next one of the same hands is a little different
 */
export function clap(sampleRate, kind, distance, chance) {
  const length = Math.round(sampleRate * LENGTH);
  const samples = new Float32Array(length);
  const centre = kind.centre * 2 ** (DETUNED.centre * chance.normal());
  const width = kind.width * 2 ** (DETUNED.width * chance.normal());
  const above = Math.min(centre * (SECOND.least + SECOND.more * chance.uniform()), sampleRate * 0.4);
  const hollow = resonator(sampleRate, centre, width);
  const second = resonator(sampleRate, above, width * SECOND.width);
  const low = lowPass(sampleRate, SKIN_FROM);
  const skin = lowPass(sampleRate, SKIN_TO);
  const air = [lowPass(sampleRate, REACH[distance]), lowPass(sampleRate, REACH[distance])];
  const attack = ATTACK * sampleRate;
  const jetFalls = (JET.least + JET.more * chance.uniform()) * sampleRate;
  const skinFalls = (SKIN.least + SKIN.more * chance.uniform()) * sampleRate;
  const fade = Math.round(FADE * sampleRate);
  for (let i = 0; i < length; i++) {
    const noise = chance.normal() * (i < attack ? 0.5 - 0.5 * Math.cos((Math.PI * i) / attack) : 1);
    const jet = noise * Math.exp(-i / jetFalls);
    const touch = noise * Math.exp(-i / skinFalls);
    const rubbed = skin(touch - low(touch));
    let sample = RINGS * (hollow(jet) + kind.second * second(jet)) + RUBS * kind.skin * rubbed;
    for (const takes of distance > 0 ? air : []) sample = takes(sample);
    const left = length - i;
    samples[i] = left < fade ? sample * (0.5 - 0.5 * Math.cos((Math.PI * left) / fade)) : sample;
  }
  return scaled(samples, sampleRate, kind.level);
}

/**
 * @param {Float32Array} samples
 * @param {number} sampleRate
 * @param {number} level dB
 */
function scaled(samples, sampleRate, level) {
  let energy = 1e-12;
  for (const sample of samples) energy += sample * sample;
  const gain = Math.sqrt((ENERGY * sampleRate) / 48_000 / energy) * 10 ** (level / 20);
  let end = 0;
  for (let i = 0; i < samples.length; i++) {
    samples[i] *= gain;
    if (Math.abs(samples[i]) > INAUDIBLE) end = i;
  }
  return samples.slice(0, end + 1);
}

/**
 * Two poles: rings at `centre`, and 3 dB less at half its `width` (Hz) to either side; 1 at its centre.
 * @param {number} sampleRate
 * @param {number} centre
 * @param {number} width
 */
function resonator(sampleRate, centre, width) {
  const radius = Math.exp((-Math.PI * width) / sampleRate);
  const angle = (2 * Math.PI * centre) / sampleRate;
  const gain = (1 - radius * radius) * Math.sin(angle);
  const [first, second] = [2 * radius * Math.cos(angle), -radius * radius];
  let [last, before] = [0, 0];
  return (/** @type {number} */ sample) => {
    const now = gain * sample + first * last + second * before;
    [before, last] = [last, now];
    return now;
  };
}

/**
 * @param {number} sampleRate
 * @param {number} edge Hz
 */
function lowPass(sampleRate, edge) {
  const part = 1 - Math.exp((-2 * Math.PI * Math.min(edge, sampleRate * 0.45)) / sampleRate);
  let held = 0;
  return (/** @type {number} */ sample) => {
    held += part * (sample - held);
    return held;
  };
}
