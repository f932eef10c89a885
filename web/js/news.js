import { present } from "./client/items.js";
import { own } from "./client/own.js";
import { event, here, title } from "./client/place.js";
import { resolved } from "./client/questions.js";

/**
 * What concerns everybody in the room, or oneself, besides polls.
 * @typedef {{ notice: string | null, gong: string, call: string, asked: Record<string, string>,
 *   helps: Record<string, string>, pinned: string | null, question: string }} News
 */

/**
 * @param {import("./client/reduce.js").State} state
 * @param {import("./texts/texts.js").Words} t
 * @returns {News}
 */
export function news(state, t) {
  const { notice = null, pinned = null } = here(state) ?? {};
  const gong = event(state)?.gong;
  const questions = /** @type {import("./client/wire.js").Question[]} */ (present(state.items, "questions"));
  const asked = Object.values(state.mine.asked).map((question) => {
    const { id, state: stands, answered } = resolved(state, question);
    return [id, answered ? "answered" : stands];
  });
  const helps = Object.values(state.mine.helps).map(({ id, state: stands }) => [id, stands]);
  return {
    ...{ notice, pinned, asked: Object.fromEntries(asked), helps: Object.fromEntries(helps) },
    gong: gong?.id ?? "",
    call: gong ? t.said.gong(t.plain(title(state, gong.room)), t.time(gong.at)) : "",
    question: questions.find(({ id }) => id === pinned)?.text ?? "",
  };
}

/**
 * @param {News} before
 * @param {News} after of the same room
 * @param {import("./texts/texts.js").Words} t
 * @returns {string[]} one sentence for each thing that is new
 */
export function tidings(before, after, t) {
  const sentences = [];
  if (after.gong && after.gong !== before.gong) sentences.push(after.call);
  if (after.notice && after.notice !== before.notice) sentences.push(t.said.notice(after.notice));
  if (after.pinned && after.pinned !== before.pinned) sentences.push(t.said.pinned(after.question));
  for (const [id, stands] of Object.entries(after.asked)) {
    const text = /** @type {Record<string, string>} */ (t.askedNews)[stands];
    if (own(before.asked, id) !== stands && text) sentences.push(text);
  }
  for (const [id, stands] of Object.entries(after.helps)) {
    const text = /** @type {Record<string, string>} */ (t.helpedNews)[stands];
    if (own(before.helps, id) !== stands && text) sentences.push(text);
  }
  return sentences;
}
