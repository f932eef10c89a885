import { chance as seeded } from "./chance.js";
import { clap, DISTANCES, KINDS, OWN } from "./clap.js";
import { force, limited, loudness } from "./level.js";
import { room } from "./room.js";
import { voices } from "./voices.js";

/** @typedef {import("./people.js").Person} Person */
/** @typedef {ReturnType<typeof instrument>} Instrument */

/** So many claps of each kind and distance are kept: no two in a row are the same. */
export const VARIANTS = 6;

/** How much (dB) one clap of a person differs in level from the next. */
const UNEVEN = 1.3;

/** Within so many seconds the level follows the crowd, the size of the hall half as soon. */
const FOLLOWS = 0.25;

/** The hall of one person, and that of a full one: seconds until it is 60 dB down, and how much of it is heard. */
const SMALL = { decay: 0.5, wet: 0.1 };
const LARGE = { decay: 1.35, wet: 0.36 };
const FULL = 300;

/** How much of the newest tick's grade counts. */
const NEWEST = 0.5;

/** One's own hands are in front of one: straight, near, and with little of the hall. */
const MINE = { kind: OWN, distance: 0, left: 1, right: 1, lateLeft: 0, lateRight: 0, hall: 0.4, variant: 0 };

/** Seconds in which everything falls silent that is told to. */
const FADE = 0.05;

/**
 * From claps to samples.
 * @param {{ sampleRate: number, seed: number }} of
 */
export function instrument({ sampleRate, seed }) {
  const chance = seeded(seed);
  const bank = KINDS.map((kind) =>
    Array.from({ length: DISTANCES }, (_, distance) =>
      Array.from({ length: VARIANTS }, () => clap(sampleRate, kind, distance, chance)),
    ),
  );
  const hall = room(sampleRate);
  const claps = voices();
  const [fadeLength, silent] = [FADE * sampleRate, Number.POSITIVE_INFINITY];
  let fading = silent;
  let [level, size, grade] = [1, 0, 8];

  /**
   * @param {Omit<Person, "id" | "tempo">} person
   * @param {number} offset samples
   * @param {number} amplitude
   */
  function sound(person, offset, amplitude) {
    const own = bank[person.kind][person.distance];
    const samples = own[(person.variant + Math.floor(3 * chance.uniform())) % VARIANTS];
    const gain = amplitude * 10 ** ((UNEVEN * chance.normal()) / 20);
    const { lateLeft, lateRight, hall: part } = person;
    const [left, right] = [gain * person.left, gain * person.right];
    claps.begin({ samples, at: -offset, left, right, lateLeft, lateRight, hall: part });
  }

  return {
    /**
     * Level and hall follow how many there are, smoothly.
     * @param {{ n: number, rate: number }} crowd
     * @param {number} seconds that have passed
     */
    follow({ n, rate }, seconds) {
      const soon = 1 - Math.exp(-seconds / FOLLOWS);
      level += soon * (loudness(rate) - level);
      const full = Math.min(1, Math.log10(Math.max(1, n)) / Math.log10(FULL));
      size += (soon / 2) * (full - size);
    },

    /** @param {number} e grade of a tick, 0 to 15 @param {boolean} first after silence */
    feel(e, first) {
      grade = first ? e : grade + NEWEST * (e - grade);
    },

    /**
     * @param {Person} person
     * @param {number} offset samples from now
     * @param {number} weight for how many people this one claps: as much energy as theirs
     */
    clap(person, offset, weight) {
      sound(person, offset, force(grade) * level * Math.sqrt(weight));
    },

    /** @param {number} mine grade */
    own(mine) {
      sound(MINE, 0, force(mine) * level);
    },

    /** Falls silent, quickly but without a crack. */
    stop() {
      if (fading === silent && (claps.count() > 0 || hall.rings())) fading = fadeLength;
    },

    /**
     * @param {import("./voices.js").Mix} mix filled: zeros, `left` and `right` of this length
     * @param {number} length samples
     */
    fill(mix, length) {
      claps.mix(mix, length);
      if (claps.count() > 0 || hall.rings()) {
        hall.decays(SMALL.decay + (LARGE.decay - SMALL.decay) * size);
        const wet = SMALL.wet + (LARGE.wet - SMALL.wet) * size;
        hall.run(mix.hallLeft, mix.hallRight, mix.left, mix.right, length, wet);
      }
      for (let i = 0; i < length; i++) {
        const gain = fading === silent ? 1 : Math.max(0, (fading - i) / fadeLength);
        mix.left[i] = limited(gain * mix.left[i]);
        mix.right[i] = limited(gain * mix.right[i]);
      }
      if (fading === silent) return;
      fading -= length;
      if (fading > 0) return;
      claps.stop();
      hall.empty();
      fading = silent;
    },
  };
}
