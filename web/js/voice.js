import { announcement, told } from "./announcement.js";
import { LABELS, silence } from "./client/ovation.js";
import { caption } from "./views/ovation.js";
import { drawable } from "./views/results.js";

/** So long (ms) whatever was said last has the region to itself, before applause is spoken of. */
const HEARD = 3000;

/** A room that claps on and on is spoken of more and more seldom, down to this (ms); after as much quiet it begins anew. */
const SELDOM = 60_000;

/** Whoever was told of less need not be told that it is over. */
const STRONG = LABELS.indexOf("strong");

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
  // The strongest applause that was told of since the last one was over, and when the last was told of.
  let [most, at, pause] = [0, Number.NEGATIVE_INFINITY, HEARD];
  let room = "";
  /** @type {number | null} */
  let still = null;
  let rests = () => {};

  function anew() {
    murmured = silence;
    [most, pause] = [0, HEARD];
  }

  /** @param {string} text */
  function speak(text) {
    last = world.clock();
    region.textContent = text;
  }

  function tell() {
    rests();
    const { label, level } = wanted;
    const over = label === "silence";
    if (!t || label === murmured.label || (over && most < STRONG)) return;
    // What has grown is news; what comes and goes is not.
    const grown = level > most;
    const left = Math.max(last + HEARD, grown ? last : at + pause) - world.clock();
    if (left > 0 && left <= pause) {
      rests = world.later(tell, left);
      return;
    }
    murmured = wanted;
    if (!grown) pause = Math.min(2 * pause, SELDOM);
    most = over ? 0 : Math.max(most, level);
    speak(over ? t.applauseOver : caption(wanted, t));
    at = last;
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
      before = after;
      if (text) speak(text);
    },
    /**
     * How the room claps, where that has changed by then: at most once in three seconds, and seldom if it changes for ever.
     * @param {import("./client/ovation.js").Ovation} applause
     * @param {string} where its room: another one's applause is not what has become of this one's
     */
    murmur(applause, where) {
      const now = world.clock();
      const rested = still !== null && applause.label !== "silence" && now - still >= SELDOM;
      if (where !== room || rested) anew();
      room = where;
      still = applause.label === "silence" ? (still ?? now) : null;
      wanted = applause;
      tell();
    },
  };
}
