import { ALL, part } from "./thinning.js";

/** How often (ms) claps are told of after the first one, which is told of at once. */
export const BATCH = 350;

/** The same among a few people, who are heard one by one: so the claps of a frame have room within a tick. */
export const CLOSE = 200;

/** So many are a few. */
export const FEW = 16;

/** So many claps one frame may have. */
const AT_ONCE = 16;

/** Whoever has not clapped for so long (ms) begins anew. */
const PAUSE = 1000;

/**
 * From a person's claps to frames: the first clap at once, then what has come together, each with its age. In a large
 * crowd some frames are not sent, by lot.
 * @param {import("./line.js").World} world
 * @param {{ room: () => string, thin: () => number, people: () => number,
 *   say: (clap: import("./wire.js").Clap) => void }} page `thin` and `people` as thinning.js takes them
 */
export function clapper(world, page) {
  /** @type {{ at: number, grade: number }[]} */
  let waiting = [];
  let room = "";
  let pausing = false;
  const zero = world.clock();
  let began = 0;
  let latest = Number.NEGATIVE_INFINITY;
  // Over HTTP a participant is one connection, for which `s` must rise over reloads too: no frame comes faster than this.
  let said = Math.floor(world.clock() / CLOSE);

  function tell() {
    pausing = waiting.length > 0;
    if (!pausing) return;
    const people = page.people();
    world.later(tell, people > 0 && people <= FEW ? CLOSE : BATCH);
    send(people);
  }

  /** @param {number} people */
  function send(people) {
    const now = world.clock();
    const claps = waiting.slice(-AT_ONCE);
    waiting = [];
    const sent = part({ thin: page.thin(), people, since: now - began });
    if (world.random() * ALL >= sent) return;
    const g = Math.round(claps.reduce((sum, { grade }) => sum + grade, 0) / claps.length);
    const c = claps.map(({ at }) => Math.max(0, now - at));
    const t = Math.max(0, now - zero);
    page.say({ action: "clap", room, s: ++said, c, g, t, ...(sent < ALL && { p: sent }) });
  }

  return {
    /** @param {number} [grade] 0 to 15; 8 is an ordinary clap */
    clap(grade = 8) {
      const now = world.clock();
      if (Math.abs(now - latest) > PAUSE) began = now; // a clock that was set back begins anew, too
      latest = now;
      // Who has gone on to another room has clapped in the one before.
      if (page.room() !== room && waiting.length > 0) send(page.people());
      room = page.room();
      waiting.push({ at: now, grade });
      if (!pausing) tell();
    },
  };
}
