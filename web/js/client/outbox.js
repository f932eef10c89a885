import { merge, same } from "./ballots.js";
import { own } from "./own.js";
import { keysOf } from "./own-things.js";
import { arrive } from "./room.js";
import { outdoes, subject } from "./subject.js";

/** @typedef {import("./wire.js").Command} Command */
/** @typedef {import("./wire.js").Vote} Vote */
/** @typedef {import("./wire.js").Ballot} Ballot */
/** @typedef {import("./wire.js").Tally} Tally */
/** @typedef {import("./wire.js").Item} Item */
/** @typedef {import("./room.js").Room} Room */

/**
 * A command that has had no reply yet. `sent` counts how often it went out, `at` is when it was made (our clock);
 * `again` marks the one repetition of what another device has overtaken; `before` is the item that it was decided on;
 * `entered`: the room was entered anew for it.
 * @typedef {{ command: Command, sent: number, at: number, again?: boolean, entered?: boolean, before?: Item }} Pending
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
  // Things of a room that one has left: there they are told anew.
  if (command.room !== wishes.room && command.action !== "help") return overtaken(done, pending, frame);
  switch (command.action) {
    case "vote":
      return voted(done, pending, command, frame);
    case "upvote": {
      const { on = command.on, seq = command.seq } = frame;
      const held = own(done.mine.upvotes, command.question);
      const upvotes = { ...done.mine.upvotes, [command.question]: held && held.seq > seq ? held : { on, seq } };
      const next = mine(done, { upvotes }, { upvotes: { [command.question]: seq } });
      return overtaken(next, pending, frame);
    }
    case "mood": {
      const { mood = command.mood, seq = command.seq } = frame;
      const held = done.mine.mood;
      const next = mine(done, { mood: held && held.seq > seq ? held : { mood, seq } }, { mood: { mood, seq } });
      return overtaken(next, pending, frame);
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
      return { ...done, expected: { ...done.expected, ...promised(command, frame) } };
  }
}

/**
 * @param {Command} command
 * @param {import("./wire.js").Ok} frame
 * @returns {Record<string, number>} the rev that its subject will have; nothing where none of this room's items shows it
 */
function promised(command, { rev = 0, poll }) {
  const about = command.action === "poll.create" ? `polls/${poll}` : subject(command);
  return about === "room" || about.includes("/") ? { [about]: rev } : {};
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
  return overtaken(next, pending, { choice, seq });
}

/**
 * Where another device was first, this wish is newer: it goes out once more.
 * @template {Wishes} W
 * @param {W} wishes
 * @param {Pending} pending
 * @param {Pick<import("./wire.js").Ok, "choice" | "on" | "mood" | "seq">} counts
 * @returns {W}
 */
function overtaken(wishes, { command, at, again }, counts) {
  if (again || !("seq" in command)) return wishes;
  const { choice, on, mood, seq = command.seq } = counts;
  const agrees =
    (command.action === "vote" && same(choice ?? command.choice, command.choice)) ||
    (command.action === "upvote" && (on ?? command.on) === command.on) ||
    (command.action === "mood" && (mood ?? command.mood) === command.mood);
  if (agrees) return wishes;
  const repetition = { ...command, id: `${command.id}-2`, seq: seq + 1 };
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
  return { ...arrive(wishes, keysOf(you)), mine: { ...wishes.mine, ...things } };
}

/**
 * @template {Wishes & Room} W
 * @param {W} wishes
 * @param {import("./wire.js").Refusal} frame
 * @returns {W}
 */
export function refused(wishes, { id, code, message, field }) {
  const pending = wishes.outbox.find(({ command }) => command.id === id);
  if (!pending || UNDECIDED.includes(code)) return wishes;
  const { command, before } = pending;
  if (code === "not_in_room" && command.room === wishes.room && !pending.entered) {
    // The room is entered anew, and then it goes out once more.
    return { ...wishes, outbox: wishes.outbox.map((one) => (one === pending ? { ...one, entered: true } : one)) };
  }
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
