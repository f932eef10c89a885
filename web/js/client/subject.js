/** @typedef {import("./wire.js").Command} Command */

/** Of these only the latest wish counts; an earlier one of the same subject that still waits is forgotten. */
const LATEST = ["vote", "upvote", "mood", "sit", "stand"];

/** Nobody wants these done later, by surprise: after a reload they are forgotten if they are older (ms). */
const AT_ONCE = 60_000;
const LASTING = ["vote", "upvote", "mood", "ask", "help", "question.withdraw", "question.answer", "help.answer"];

/**
 * @param {Command} command
 * @returns {string} what it is about: `polls/closing`, `questions/q1`, `helps/h1`, or `ask`, `help`, `mood`, `floor`,
 *   `room`, `call`
 */
export function subject(command) {
  if ("poll" in command) return `polls/${typeof command.poll === "string" ? command.poll : (command.poll.id ?? "")}`;
  if ("question" in command) return `questions/${command.question}`;
  if (command.action === "help.take" || command.action === "help.answer") return `helps/${command.help}`;
  if (command.action === "sit" || command.action === "stand") return "floor";
  return command.action === "room.set" ? "room" : command.action;
}

/**
 * @param {Command} command
 * @param {Command} other
 * @returns {boolean} whether the one takes the other's place
 */
export function outdoes(command, other) {
  return LATEST.includes(command.action) && LATEST.includes(other.action) && about(command) === about(other);
}

/** @param {Command} command */
function about(command) {
  return `${command.room}/${subject(command)}`;
}

/**
 * @param {{ command: Command, at: number }} pending
 * @param {number} now the clock that `at` was read off
 * @returns {boolean} whether it may still be sent after a reload
 */
export function lasts({ command, at }, now) {
  return LASTING.includes(command.action) || Math.abs(now - at) < AT_ONCE;
}
