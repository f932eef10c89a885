import { merge, same } from "./ballots.js";
import { own } from "./own.js";

/** @typedef {import("./wire.js").Command} Command */
/** @typedef {import("./wire.js").Vote} Vote */
/** @typedef {import("./wire.js").Ballot} Ballot */
/** @typedef {import("./wire.js").Tally} Tally */

/**
 * A command that has had no reply yet. `sent` counts how often it went out; `again` marks a vote's one repetition.
 * @typedef {{ command: Command, sent: number, again?: boolean }} Pending
 */

/**
 * Why a command had no effect, by poll. `unsure`: it had gone out before, so the first sending may have counted.
 * @typedef {{ action: string, code: string, message: string, round?: number, seq?: number, unsure: boolean }} Notice
 */

/**
 * What this page wants and what became of it. `expected`: by poll, the rev that an `ok` promised and no frame has
 * brought yet; `glimpses`: the tally that came with one's own vote.
 * @typedef {{ outbox: Pending[], ballots: Record<string, Ballot>, notices: Record<string, Notice>,
 *   expected: Record<string, number>, glimpses: Record<string, Tally> }} Wishes
 */

/** Refusals that decide nothing: the command stays. */
export const UNDECIDED = ["too_many_requests", "try_again"];

/** @type {Wishes} */
export const nothing = { outbox: [], ballots: {}, notices: {}, expected: {}, glimpses: {} };

/**
 * @template {Wishes} W
 * @param {W} wishes
 * @param {Command} command a vote takes the place of an earlier one on the same poll that is still waiting
 * @returns {W}
 */
export function wish(wishes, command) {
  const others = wishes.outbox.filter(
    (pending) =>
      !(command.action === "vote" && pending.command.action === "vote" && pending.command.poll === command.poll),
  );
  const { [command.poll]: _, ...notices } = wishes.notices;
  return { ...wishes, notices, outbox: [...others, { command, sent: 0 }] };
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
 * @template {Wishes} W
 * @param {W} wishes
 * @param {import("./wire.js").Ok} frame
 * @returns {W}
 */
export function granted(wishes, frame) {
  const pending = wishes.outbox.find(({ command }) => command.id === frame.id);
  if (!pending) return wishes;
  const done = { ...wishes, outbox: wishes.outbox.filter((other) => other !== pending) };
  const { command } = pending;
  if (command.action !== "vote") return { ...done, expected: { ...done.expected, [command.poll]: frame.rev ?? 0 } };

  const { choice = command.choice, seq = command.seq, tally } = frame;
  const ballots = merge(done.ballots, { [command.poll]: { round: command.round, choice, seq } });
  const glimpses = tally ? { ...done.glimpses, [command.poll]: tally } : done.glimpses;
  const outbox =
    same(choice, command.choice) || pending.again ? done.outbox : [...done.outbox, repetition(command, seq)];
  return { ...done, ballots, glimpses, outbox };
}

/**
 * Another device was first: this choice is newer, so it goes out once more.
 * @param {Vote} vote
 * @param {number} seq what counts now
 * @returns {Pending}
 */
function repetition(vote, seq) {
  return { command: { ...vote, id: `${vote.id}-2`, seq: seq + 1 }, sent: 0, again: true };
}

/**
 * @template {Wishes} W
 * @param {W} wishes
 * @param {import("./wire.js").Refusal} frame
 * @returns {W}
 */
export function refused(wishes, frame) {
  const pending = wishes.outbox.find(({ command }) => command.id === frame.id);
  if (!pending || UNDECIDED.includes(frame.code)) return wishes;
  const { command } = pending;
  /** @type {Notice} */
  const notice = { action: command.action, code: frame.code, message: frame.message, unsure: pending.sent > 1 };
  if (command.action === "vote") Object.assign(notice, { round: command.round, seq: command.seq });
  return {
    ...wishes,
    outbox: wishes.outbox.filter((other) => other !== pending),
    notices: { ...wishes.notices, [command.poll]: notice },
  };
}

/**
 * @param {Wishes} wishes
 * @param {{ id: string, round: number }} poll
 * @returns {{ counts: Ballot | null, sending: Vote | null }} what counts, and what is on its way
 */
export function standing(wishes, poll) {
  const ballot = own(wishes.ballots, poll.id);
  const pending = wishes.outbox.findLast(({ command }) => command.action === "vote" && command.poll === poll.id);
  const vote = pending && /** @type {Vote} */ (pending.command);
  return {
    counts: ballot?.round === poll.round && ballot.choice.length > 0 ? ballot : null,
    sending: vote?.round === poll.round ? vote : null,
  };
}

/**
 * @param {Wishes} wishes
 * @param {{ id: string, round: number }} poll
 * @returns {number} one more than the last seq known for this round, on its way or counted
 */
export function nextSeq(wishes, poll) {
  const ballot = own(wishes.ballots, poll.id);
  const { sending } = standing(wishes, poll);
  return Math.max(ballot?.round === poll.round ? ballot.seq : 0, sending?.seq ?? 0) + 1;
}
