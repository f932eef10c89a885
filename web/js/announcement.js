import { present } from "./client/items.js";
import { own } from "./client/own.js";
import { phase, polls, secondsLeft } from "./client/polls.js";
import { standing } from "./client/standing.js";
import { news, tidings } from "./news.js";

/** @typedef {import("./client/reduce.js").State} State */
/** @typedef {import("./client/polls.js").Phase} Phase */

/**
 * What a person who does not see the page has been told so far. `helps`, `waiting`: requests and questions that wait
 * for somebody at this desk.
 * @typedef {{ room: string, entered: boolean, connection: State["connection"], helps?: number, waiting?: number,
 *   polls: Record<string, { phase: Phase, seq: number, left: number, prompt: import("./client/wire.js").Text }>,
 *   news?: import("./news.js").News | undefined }} Told
 */

/**
 * @param {State} state
 * @param {number} now
 * @param {(poll: import("./client/wire.js").Poll) => boolean} drawable
 * @param {import("./texts/texts.js").Words} [t]
 * @returns {Told}
 */
export function told(state, now, drawable, t) {
  const scenes = polls(state, drawable).map((poll) => {
    const seq = standing(state, poll).counts?.seq ?? 0;
    return [poll.id, { phase: phase(poll, now), seq, left: secondsLeft(poll, now) ?? 0, prompt: poll.prompt }];
  });
  const { room, entered, connection } = state;
  const waiting = { helps: waits(state, "helps"), waiting: waits(state, "questions") };
  return { room, entered, connection, ...waiting, polls: Object.fromEntries(scenes), news: t && news(state, t) };
}

/**
 * @param {State} state
 * @param {string} list
 */
function waits(state, list) {
  const all = /** @type {(import("./client/wire.js").Item & { state: string })[]} */ (present(state.items, list));
  return all.filter(({ state: stands }) => stands === "waiting").length;
}

/**
 * @param {Told} before
 * @param {Told} after
 * @param {import("./texts/texts.js").Words} t
 * @returns {string} one sentence for each thing that changed; empty for bars and seconds that only move
 */
export function announcement(before, after, t) {
  const sentences = [];
  if (after.connection === "offline" && before.connection === "online") sentences.push(t.said.offline);
  if (after.connection === "online" && before.connection === "offline") sentences.push(t.said.online);
  if (!before.entered || before.room !== after.room) return sentences.join(" ");
  for (const [id, poll] of Object.entries(after.polls)) {
    const old = own(before.polls, id);
    if (old?.phase !== poll.phase) sentences.push(sentence(poll, t));
    if (old && poll.seq > old.seq) sentences.push(t.said.counted);
  }
  if (before.news && after.news) sentences.push(...tidings(before.news, after.news, t));
  const { helps = 0, waiting = 0 } = after;
  if (helps > (before.helps ?? 0)) sentences.push(t.said.helps(helps));
  // In a lively room they come faster than they can be said.
  if (waiting > 0 && before.waiting === 0) sentences.push(t.said.waiting);
  return sentences.filter(Boolean).join(" ");
}

/**
 * @param {Told["polls"][string]} poll
 * @param {import("./texts/texts.js").Words} t
 */
function sentence({ phase: reached, left, prompt: text }, t) {
  const prompt = t.plain(text);
  if (reached === "open") return t.said.opened(prompt);
  if (reached === "closing") return t.said.closing(left);
  if (reached === "counting") return t.said.ended;
  return reached === "published" ? t.said.published(prompt) : "";
}
