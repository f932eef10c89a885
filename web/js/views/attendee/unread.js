import { helped } from "../../client/questions.js";

/** Under this name the device keeps which answers have been read. */
const READ = "read";

/**
 * @param {import("../../client/reduce.js").State} state
 * @param {Pick<import("../../page.js").Act, "draft">} act
 * @returns {string[]} the ids of one's own help requests whose answer was not read here yet
 */
export function unread(state, act) {
  const read = act.draft(READ) ?? [];
  return helped(state)
    .filter(({ state: stands, id }) => stands === "answered" && !read.includes(id))
    .map(({ id }) => id);
}

/**
 * @param {Pick<import("../../page.js").Act, "draft" | "keep">} act
 * @param {string[]} ids
 */
export function reads(act, ids) {
  act.keep(READ, [...new Set([...(act.draft(READ) ?? []), ...ids])]);
}
