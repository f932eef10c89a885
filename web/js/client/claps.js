/** How often (ms) claps are told of after the first one, which is told of at once. */
const BATCH = 350;

/** So many claps one frame may have. */
const AT_ONCE = 16;

/**
 * From a person's claps to frames: the first clap at once, then what has come together, each with its age.
 * @param {import("./line.js").World} world
 * @param {{ room: () => string, thin: () => number, say: (clap: import("./wire.js").Clap) => void }} page `thin` is the
 *   part of frames that a large room needs (0 to 1)
 */
export function clapper(world, page) {
  /** @type {{ at: number, grade: number }[]} */
  let waiting = [];
  let pausing = false;
  // Over HTTP a participant is one connection, for which `s` must rise over reloads too: no frame comes faster than this.
  let said = Math.floor(world.clock() / BATCH);

  function tell() {
    pausing = waiting.length > 0;
    if (!pausing) return;
    const now = world.clock();
    const claps = waiting.slice(-AT_ONCE);
    waiting = [];
    world.later(tell, BATCH);
    if (world.random() >= page.thin()) return;
    const g = Math.round(claps.reduce((sum, { grade }) => sum + grade, 0) / claps.length);
    const c = claps.map(({ at }) => Math.max(0, now - at));
    page.say({ action: "clap", room: page.room(), s: ++said, c, g });
  }

  return {
    /** @param {number} [grade] 0 to 15; 8 is an ordinary clap */
    clap(grade = 8) {
      waiting.push({ at: world.clock(), grade });
      if (!pausing) tell();
    },
  };
}
