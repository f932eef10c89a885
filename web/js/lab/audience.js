import { interval, stay, TALK, TEMPO, tempo } from "./hands.js";

/** @typedef {import("./hands.js").Clap} Clap */
/** @typedef {{ who: number, tempo: number, next: number, until: number }} Person when their next clap is due, and their last (s) */

/** Whoever tries the page out. */
export const ME = 0;

/** More claps of one person and second do not count. */
const MOST = 8;

/** As a talk of the page ends: sooner than a real one, for whoever wants to hear the end. */
const SHORT = { ...TALK, begin: 0, hold: 3 };

const NEVER = Number.POSITIVE_INFINITY;

/**
 * People who clap as long as they are asked to. Times are in seconds.
 * @param {import("../applause/chance.js").Chance} chance
 */
export function audience(chance) {
  /** @type {Person[]} */
  const people = [];
  let mean = TEMPO.mean;

  const pace = (/** @type {Person} */ person) => Math.min(MOST, (person.tempo * mean) / TEMPO.mean);

  /** @param {number} number */
  function called(number) {
    while (people.length < number) {
      people.push({ who: people.length + ME + 1, tempo: tempo(chance), next: NEVER, until: 0 });
    }
    return people.slice(0, number);
  }

  /** @param {number} now */
  function still(now) {
    for (const person of people) person.until = Math.min(person.until, now);
  }

  return {
    /** @param {number} tempo claps per second, of all on average */
    hurry(tempo) {
      mean = tempo;
    },

    /** So many clap from now on, until somebody says something else; who does already goes on. @param {number} number @param {number} now */
    clap(number, now) {
      for (const person of people.slice(number)) person.until = Math.min(person.until, now);
      for (const person of called(number)) {
        if (person.next === NEVER || person.until < now) person.next = now + chance.uniform() / pace(person);
        person.until = NEVER;
      }
    },

    /** The end of a talk that so many have heard. @param {number} number @param {number} now */
    applaud(number, now) {
      still(now);
      for (const person of called(number)) {
        const there = stay(person === people[0], chance, { ...SHORT, begin: now });
        // Whoever claps, claps once at least.
        person.next = there?.from ?? NEVER;
        person.until = there ? Math.max(there.from, there.to) : now;
      }
    },

    still,

    /**
     * @param {number} now
     * @returns {Clap[]} all until now that have not been told of, in their order
     */
    claps(now) {
      /** @type {Clap[]} */
      const claps = [];
      for (const person of people) {
        for (; person.next <= Math.min(now, person.until); person.next += interval(pace(person), chance)) {
          claps.push([person.next, person.who]);
        }
        if (person.next > person.until) person.next = NEVER;
      }
      return claps.sort(([one], [other]) => one - other);
    },

    /** @param {number} now @returns {{ clapping: number, coming: number }} how many do, and how many will before long */
    state(now) {
      const due = people.filter(({ next, until }) => next < NEVER && until > now);
      const coming = due.filter(({ next }) => next > now + 1).length;
      return { clapping: due.length - coming, coming };
    },
  };
}
