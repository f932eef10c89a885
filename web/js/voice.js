import { announcement, told } from "./announcement.js";
import { drawable } from "./views/results.js";

/**
 * Says in the page's live region what somebody who does not see the page would miss.
 * @param {HTMLElement} region
 * @param {import("./client/reduce.js").State} first
 */
export function voice(region, first) {
  let before = told(first, 0, drawable);
  return (
    /** @type {import("./client/reduce.js").State} */ state,
    /** @type {number} */ now,
    /** @type {import("./texts/texts.js").Words} */ t,
  ) => {
    const after = told(state, now, drawable, t);
    const text = announcement(before, after, t);
    before = after;
    if (text) region.textContent = text;
  };
}
