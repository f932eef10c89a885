/** @typedef {import("./client/reduce.js").State} State */
/** @typedef {{ id: string, text: string, name: string | null, at: number }} Written what
 *   somebody has written, when (our clock), and nobody has taken */

/**
 * @param {State} before
 * @param {State} after
 * @returns {{ draft: string, written: Written }[]} the questions and requests that were just refused, with the name of the
 *   draft under which they stay on the device: wherever one is by now, what was written is not lost
 */
export function refused(before, after) {
  if (before.notices === after.notices) return [];
  return before.outbox.flatMap(({ command, at }) => {
    const { action, id, room } = command;
    if (action !== "ask" && action !== "help") return [];
    const no = after.notices[action];
    const gone = !after.outbox.some((pending) => pending.command.id === id);
    if (!gone || no?.command.id !== id) return [];
    const name = action === "ask" ? command.name : null;
    return [{ draft: draftOf(action, room), written: { id, text: command.text, name, at } }];
  });
}

/**
 * @param {"ask" | "help"} action
 * @param {string} room
 */
export function draftOf(action, room) {
  return action === "ask" ? `refused.ask.${room}` : "refused.help";
}
