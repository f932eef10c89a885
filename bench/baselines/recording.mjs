/**
 * What the baselines play: "recordings" of people who clap, looped without a seam. They are computed, as everything here
 * is; a real recording would differ in its timbre, and not in what the measurements are about.
 */

/**
 * Numbers from 0 to 1 (mulberry32).
 * @param {number} seed
 */
export function chance(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A loop of so many people.
 * @param {{ sampleRate: number, seconds: number, people: number, seed: number }} of
 */
export function recording({ sampleRate, seconds, people, seed }) {
  const random = chance(seed);
  const loop = new Float32Array(Math.round(sampleRate * seconds));
  for (let person = 0; person < people; person++) {
    const hertz = 3 + 2 * random();
    const claps = Math.round(seconds * hertz);
    const level = 0.1 + 0.2 * random();
    const pitch = 700 + 800 * random();
    const first = random();
    for (let clap = 0; clap < claps; clap++) {
      const at = ((first + clap + 0.1 * random()) / claps) * loop.length;
      strike(loop, Math.floor(at), { sampleRate, pitch, level, random });
    }
  }
  return loop;
}

/**
 * One clap: noise that dies away within milliseconds, coloured by the hollow of the hands.
 * @param {Float32Array} loop
 * @param {number} at
 * @param {{ sampleRate: number, pitch: number, level: number, random: () => number }} how
 */
function strike(loop, at, { sampleRate, pitch, level, random }) {
  const radius = Math.exp((-Math.PI * 200) / sampleRate);
  const turn = 2 * radius * Math.cos((2 * Math.PI * pitch) / sampleRate);
  let last = 0;
  let before = 0;
  for (let i = 0; i < 0.02 * sampleRate; i++) {
    const noise = (2 * random() - 1) * Math.exp(-i / (0.002 * sampleRate));
    const next = 0.2 * noise + turn * last - radius * radius * before;
    before = last;
    last = next;
    loop[(at + i) % loop.length] += level * (next + 0.5 * noise);
  }
}
