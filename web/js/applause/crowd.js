import { CLOSEST, MOST } from "./people.js";

/** @typedef {import("./people.js").Person} Person */
/** @typedef {import("./ticks.js").Played} Played */
/**
 * Somebody who claps: how far they are on the way to their next clap (1: now), how long this way is (relative), from
 * when until when (samples).
 * @typedef {{ person: Person, phase: number, way: number, from: number, until: number }} Member
 */

/** How much (relative) one person's intervals differ (Peltola et al. 2007). */
const JITTER = 0.03;
const SHORTEST = 0.6;

/** How soon the rate follows a tick: up, and down. */
const RISES = 0.6;
const FALLS = 0.5;

/** The crowd hurries or dawdles by so much to have clapped what it owes when the tick is over. */
const TEMPO = 0.4;

/** Nobody claps more often than so many times their own tempo, however many claps there are to be made up for. */
const FASTEST = 2.2;

/** So much of a tick may be clapped before the next one says so: it is a little late now and then, and no gap is heard. */
const AHEAD = 0.12;

/** Places in a tick are told in so fine steps (of it); where within one a clap was, nobody knows. */
const GRAIN = 1 / 64;

/** Who was heard one by one within so many seconds claps on when a crowd takes over. */
const GOING = 0.5;

/** So many at least take turns, so that one of them may wait. */
const COMPANY = 3;

/** Without a tick people go on for so much of one; then they leave, within about so many seconds. */
const PATIENCE = 0.2;
const LEAVING = 0.35;

/**
 * From ticks to claps: who claps when. `n` says how many do, and `k` is a credit: each clap that sounds costs one, and
 * without credit nobody claps. So the sum is right whatever the network does to the ticks.
 * @param {{ sampleRate: number, chance: import("./chance.js").Chance, people: Person[],
 *   clap: (person: Person, offset: number, weight: number) => void }} of `clap` is told who claps, how many samples after
 *   the beginning of a block, and for how many people
 */
export function crowd({ sampleRate, chance: { uniform, normal }, people, clap }) {
  const order = [...people.slice(0, CLOSEST), ...shuffled(people.slice(CLOSEST), uniform)];
  /** Whose voice is whose, in the order in which they were heard first: the first ones sit close. @type {Map<number, Person>} */
  const seats = new Map();
  /** @type {Member[]} */
  let members = [];
  /** @type {{ at: number, person: Person }[]} */
  let exact = [];
  /** @type {Played | null} */
  let tick = null;
  let [credit, rate, n, share] = [0, 0, 0, 1];

  /** @param {number} voice */
  function seated(voice) {
    const person = seats.get(voice) ?? /** @type {Person} */ (order[seats.size % order.length]);
    seats.set(voice, person);
    return person;
  }

  /** @param {Played} next */
  function begin(next) {
    // Those who were heard one by one until now are clapping already.
    const going = tick?.each && next.at - tick.end < GOING * sampleRate ? tick.n : 0;
    tick = next;
    n = next.k > 0 ? Math.max(1, next.n) : Math.min(next.n, n);
    share = Math.max(1, n / MOST);
    const told = next.k / ((next.end - next.at) / sampleRate);
    if (next.each) {
      rate = told;
      singly(next, next.each);
      return;
    }
    credit += next.k;
    rate = rate < 0.2 || next.k === 0 ? told : rate + (told > rate ? RISES : FALLS) * (told - rate);
    gather(Math.min(Math.round(n / share), MOST), going, next);
  }

  /**
   * So few claps are heard one by one, when they were made. What a crowd before them still owes is paid, and what it has
   * clapped ahead is left out.
   * @param {Played} next
   * @param {[number, number][]} each
   */
  function singly({ at, end }, each) {
    const when = (/** @type {number} */ place) => at + Math.round(place * (end - at));
    for (const [voice, place] of each) {
      if (credit <= -1) credit += 1;
      else exact.push({ at: when(place + GRAIN * (uniform() - 0.5)), person: seated(voice) });
    }
    for (; credit >= 0.5 && members.length > 0; credit -= 1) {
      const { person } = /** @type {Member} */ (members[Math.floor(uniform() * members.length)]);
      exact.push({ at: when(uniform()), person });
    }
    exact.sort((one, other) => one.at - other.at);
    members = [];
    credit = Math.min(0, credit);
  }

  /**
   * People come and go at any moment of the tick.
   * @param {number} wanted
   * @param {number} going of those who come, so many clap on
   * @param {Played} during
   */
  function gather(wanted, going, { at, end }) {
    const moment = () => at + uniform() * (end - at);
    const leaving = members.filter(({ until }) => until < Number.POSITIVE_INFINITY);
    const staying = members.filter(({ until }) => until === Number.POSITIVE_INFINITY);
    const missing = wanted - staying.length;
    for (const member of shuffled(staying, uniform).slice(0, Math.max(0, -missing))) member.until = moment();
    for (const member of leaving.slice(0, Math.max(0, missing))) member.until = Number.POSITIVE_INFINITY;
    const there = new Set(members.map(({ person }) => person));
    const away = missing > leaving.length ? order.filter((person) => !there.has(person)) : [];
    for (const [index, person] of away.slice(0, missing - leaving.length).entries()) {
      // Who is alone claps at once.
      const [from, phase] = wanted === 1 ? [at, 1] : [index < going ? at : moment(), uniform()];
      members.push({ person, phase, way: 1, from, until: Number.POSITIVE_INFINITY });
    }
  }

  /**
   * @param {number} start samples
   * @param {number} length samples
   */
  function advance(start, length) {
    while (exact[0] && exact[0].at < start + length) {
      const { at, person } = /** @type {{ at: number, person: Person }} */ (exact.shift());
      clap(person, Math.max(0, at - start), 1);
    }
    if (members.length > 0 && tick) keepOn(tick, start, length);
    if (members.length === 0 && exact.length === 0 && (!tick || start > tick.end)) [credit, rate, n] = [0, 0, 0];
  }

  /**
   * @param {Played} during
   * @param {number} start
   * @param {number} length
   */
  function keepOn({ k, at, end }, start, length) {
    const starved = start > end + PATIENCE * (end - at);
    const leaves = starved ? length / sampleRate / LEAVING : 0;
    // Nothing is made anew that is not needed: what tidies up in this thread is heard.
    if (starved || members.some(({ until }) => start >= until)) {
      members = members.filter(({ until }) => start < until && uniform() >= leaves);
    }
    let [tempo, company] = [0, 0];
    for (const { from, person } of members) {
      if (start + length <= from) continue;
      tempo += person.tempo;
      company++;
    }
    if (company === 0) return;
    const duration = (end - at) / sampleRate;
    const ordinary = Math.max(1, k, rate * duration);
    const left = Math.max(0, Math.min(1, (end - start) / (end - at)));
    const hurry = 1 + Math.max(-TEMPO, Math.min(TEMPO, (credit - k * left) / ordinary));
    const speed = Math.min(FASTEST, (rate * hurry) / share / tempo);
    const floor = company >= COMPANY && k > 0 ? -AHEAD * ordinary : 0;
    for (const member of members) {
      if (start + length <= member.from) continue;
      const step = (speed * member.person.tempo) / member.way / sampleRate;
      member.phase += step * length;
      if (member.phase < 1) continue;
      if (credit <= floor) {
        member.phase = company >= COMPANY ? 1 - SHORTEST * uniform() : 1;
        continue;
      }
      const over = Math.min(length - 1, Math.round((member.phase - 1) / step));
      member.phase -= 1;
      if (member.phase > 1) member.phase = uniform();
      member.way = Math.max(SHORTEST, 1 + JITTER * normal());
      credit -= share;
      clap(member.person, length - 1 - over, share);
    }
  }

  return {
    begin,
    advance,
    /** @returns {{ n: number, rate: number }} people, and claps per second */
    state: () => ({ n, rate }),
    clear() {
      [members, exact, tick] = [[], [], null];
      [credit, rate, n] = [0, 0, 0];
    },
  };
}

/**
 * @template One
 * @param {One[]} all
 * @param {() => number} uniform
 * @returns {One[]}
 */
function shuffled(all, uniform) {
  const order = [...all];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
