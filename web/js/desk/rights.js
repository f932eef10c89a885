/**
 * What somebody may do at the desk of the room that they are in. `runs`: its polls, questions and switches; `answers`:
 * its questions; `helps`: the requests to the info desk; `organises`: everything, everywhere.
 * @typedef {{ runs: boolean, answers: boolean, helps: boolean, organises: boolean }} Rights
 */

/**
 * @param {import("../client/reduce.js").State} state
 * @returns {Rights}
 */
export function rights({ mine: { role, rooms }, room }) {
  const organises = role === "organiser";
  const here = rooms.includes(room);
  const runs = organises || (role === "moderator" && here);
  return { runs, answers: runs || (role === "speaker" && here), helps: role === "info", organises };
}
