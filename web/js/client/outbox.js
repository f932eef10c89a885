import { merge, same } from "./ballots.js";
import { own } from "./own.js";
import { keysOf } from "./own-things.js";
import { outdoes, subject } from "./subject.js";

/** @typedef {import("./wire.js").Command} Command */
/** @typedef {import("./wire.js").Vote} Vote */
/** @typedef {import("./wire.js").Ballot} Ballot */
/** @typedef {import("./wire.js").Tally} Tally */
/** @typedef {import("./wire.js").Item} Item */
/** @typedef {import("./room.js").Room} Room */

/**
 * A command that has had no reply yet. `sent` counts how often it went out, `at` is when it was made (our clock);
 * `again` marks the one repetition of what another device has overtaken; `before` is the item that it was decided on.
 * @typedef {{ command: Command, sent: number, at: number, again?: boolean, before?: Item }} Pending
 */

/**
 * Why a command had no effect. `unsure`: it had gone out before, so the first sending may have counted.
 * @typedef {{ command: Command, code: string, message: string, field?: string, unsure: boolean, before?: Item }} Notice
 */

/**
 * What this page wants and what became of it. `notices` and `expected` are by subject; `expected` is the rev that an
 * `ok` promised and no frame has brought yet; `glimpses`: by poll, the tally that came with one's own vote; `done`: the
 * id of the last command that was granted, by subject.
 * @typedef {{ outbox: Pending[], notices: Record<string, Notice>, expected: Record<string, number>,
 *   glimpses: Record<string, Tally>, done: Record<string, string> }} Wishes
 */

/** Refusals that decide nothing: the command stays. */
export const UNDECIDED = ["too_many_requests", "try_again"];

/** @type {Wishes} */
export const nothing = { outbox: [], notices: {}, expected: {}, glimpses: {}, done: {} };

/**
 * @template {Wishes & Room} W
 * @param {W} wishes
 * @param {Command} command a vote takes the place of an earlier one on the same poll that is still waiting
 * @param {number} at our clock
 * @returns {W}
 */
export function wish(wishes, command, at) {
  const about = subject(command);
  const others = wishes.outbox.filter((pending) => !outdoes(command, pending.command));
  const { [about]: _, ...notices } = wishes.notices;
  const [list = "", id = ""] = about.split("/");
  const before = about === "room" ? own(wishes.items.rooms, wishes.room) : own(own(wishes.items, list), id);
  return { ...wishes, notices, outbox: [...others, { command, sent: 0, at, before }] };
}

/**
 * @template {Wishes} W
 * @param {W} wishes
 * @param {string} id
 * @returns {W}
 */
export function sent(wishes, id) {
  const outbox = wishes.outbox.map((pending) =>
    pending.command.id === id ? { ...pending, sent: pending.sent + 1 } : pending,
  );
  return { ...wishes, outbox };
}

/**
 * @template {Wishes & Room} W
 * @param {W} wishes
 * @param {import("./wire.js").Ok} frame
 * @returns {W}
 */
export function granted(wishes, frame) {
  const pending = wishes.outbox.find(({ command }) => command.id === frame.id);
  if (!pending) return wishes;
  const { command } = pending;
  const outbox = wishes.outbox.filter((other) => other !== pending);
  const done = { ...wishes, outbox, done: { ...wishes.done, [subject(command)]: command.id } };
  switch (command.action) {
    case "vote":
      return voted(done, pending, command, frame);
    case "upvote": {
      const { on = command.on, seq = command.seq } = frame;
      const upvotes = { ...done.mine.upvotes, [command.question]: { on, seq } };
      const next = mine(done, { upvotes }, { upvotes: { [command.question]: seq } });
      return on === command.on ? next : repeated(next, pending, seq);
    }
    case "mood": {
      const { mood = command.mood, seq = command.seq } = frame;
      const next = mine(done, { mood: { mood, seq } }, { mood: { mood, seq } });
      return mood === command.mood ? next : repeated(next, pending, seq);
    }
    case "sit":
    case "stand": {
      const { table: seat = null, video = null } = frame;
      return mine(done, { seat, video }, { seat });
    }
    case "ask": {
      const { text, name } = command;
      const more = { agenda: null, labels: [], into: null, answer: null, answered: false };
      const state = /** @type {const} */ ("waiting");
      return written(done, "asked", { id: frame.question ?? "", rev: 0, at: pending.at, text, name, state, ...more });
    }
    case "help": {
      const { room, text } = command;
      const state = /** @type {const} */ ("waiting");
      return written(done, "helps", {
        ...{ id: frame.help ?? "", rev: 0, at: pending.at, room, text, state, answer: null },
      });
    }
    default:
      return { ...done, expected: { ...done.expected, [subject(command)]: frame.rev ?? 0 } };
  }
}

/**
 * @template {Wishes & Room} W
 * @param {W} wishes
 * @param {Pending} pending
 * @param {Vote} vote
 * @param {import("./wire.js").Ok} frame
 * @returns {W}
 */
function voted(wishes, pending, vote, { choice = vote.choice, seq = vote.seq, tally }) {
  const ballots = merge(wishes.mine.ballots, { [vote.poll]: { round: vote.round, choice, seq } });
  const glimpses = tally ? { ...wishes.glimpses, [vote.poll]: tally } : wishes.glimpses;
  const next = { ...wishes, glimpses, mine: { ...wishes.mine, ballots } };
  return same(choice, vote.choice) ? next : repeated(next, pending, seq);
}

/**
 * Another device was first: this wish is newer, so it goes out once more.
 * @template {Wishes} W
 * @param {W} wishes
 * @param {Pending} pending
 * @param {number} seq what counts now
 * @returns {W}
 */
function repeated(wishes, { command, at, again }, seq) {
  if (again) return wishes;
  const repetition = /** @type {Command} */ ({ ...command, id: `${command.id}-2`, seq: seq + 1 });
  return { ...wishes, outbox: [...wishes.outbox, { command: repetition, sent: 0, at, again: true }] };
}

/**
 * @template {Wishes & Room} W
 * @param {W} wishes
 * @param {"asked" | "helps"} list
 * @param {any} item as it will be told; what has been told already is newer
 * @returns {W}
 */
function written(wishes, list, item) {
  if (Object.hasOwn(wishes.mine[list], item.id)) return wishes;
  return mine(wishes, { [list]: { ...wishes.mine[list], [item.id]: item } }, { [list]: [item] });
}

/**
 * @template {Wishes & Room} W
 * @param {W} wishes
 * @param {Partial<import("./own-things.js").Mine>} things
 * @param {import("./wire.js").You} you which they are
 * @returns {W}
 */
function mine(wishes, things, you) {
  return { ...wishes, mine: { ...wishes.mine, ...things }, arrived: [...wishes.arrived, ...keysOf(you)] };
}

/**
 * @template {Wishes} W
 * @param {W} wishes
 * @param {import("./wire.js").Refusal} frame
 * @returns {W}
 */
export function refused(wishes, { id, code, message, field }) {
  const pending = wishes.outbox.find(({ command }) => command.id === id);
  if (!pending || UNDECIDED.includes(code)) return wishes;
  const { command, before } = pending;
  const notice = { command, code, message, field, unsure: pending.sent > 1, before };
  return {
    ...wishes,
    outbox: wishes.outbox.filter((other) => other !== pending),
    notices: { ...wishes.notices, [subject(command)]: notice },
  };
}

/**
 * @template {Wishes} W
 * @param {W} wishes
 * @param {string} about
 * @returns {W} without what was said of it
 */
export function heeded(wishes, about) {
  const { [about]: _, ...notices } = wishes.notices;
  return { ...wishes, notices };
}
