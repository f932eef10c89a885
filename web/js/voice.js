import { announcement, told } from "./announcement.js";
import { silence } from "./client/ovation.js";
import { caption } from "./views/ovation.js";
import { drawable } from "./views/results.js";

/** So long (ms) whatever was said last has the region to itself, before applause is spoken of. */
const HEARD = 3000;

/**
 * Says in the page's live region what somebody who does not see the page would miss.
 * @param {HTMLElement} region
 * @param {import("./client/reduce.js").State} first
 * @param {Pick<import("./client/line.js").World, "clock" | "later">} world
 */
export function voice(region, first, world) {
  let before = told(first, 0, drawable);
  let last = Number.NEGATIVE_INFINITY;
  /** @type {import("./texts/texts.js").Words | null} */
  let t = null;
  let [wanted, murmured] = [silence, silence];
  let rests = () => {};

  /** @param {string} text */
  function speak(text) {
    last = world.clock();
    region.textContent = text;
  }

  function tell() {
    rests();
    if (!t || wanted.label === murmured.label) return;
    const left = last + HEARD - world.clock();
    if (left > 0 && left <= HEARD) {
      rests = world.later(tell, left);
      return;
    }
    murmured = wanted;
    speak(wanted.label === "silence" ? t.applauseOver : caption(wanted, t));
  }

  return {
    /**
     * @param {import("./client/reduce.js").State} state
     * @param {number} now
     * @param {import("./texts/texts.js").Words} words
     */
    say(state, now, words) {
      t = words;
      const after = told(state, now, drawable, t);
      const text = announcement(before, after, t);
      // Another room's applause is not what has become of this one's.
      if (before.room !== after.room) murmured = silence;
      before = after;
      if (text) speak(text);
    },
    /**
     * How the room claps, where that has changed by then: at most once in three seconds.
     * @param {import("./client/ovation.js").Ovation} applause
     */
    murmur(applause) {
      wanted = applause;
      tell();
    },
  };
}
