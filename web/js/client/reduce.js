import { admit, outside } from "./admission.js";
import { merge } from "./ballots.js";
import { granted, nothing, refused, sent, wish } from "./outbox.js";
import { move, snapshot, unseen, update } from "./room.js";

/**
 * All that a page shows follows from this.
 * @typedef {import("./admission.js").Admission & import("./room.js").Room & import("./outbox.js").Wishes
 *   & { connection: "none" | "connecting" | "online" | "offline" | "barred" }} State `barred`: there is a network, but the
 *   socket does not open
 */

/**
 * What happens on this side is told to `reduce` like the server's frames.
 * @typedef {{ type: "command", command: import("./wire.js").Command } | { type: "sent", id: string } | { type: "asked" }
 *   | { type: "connection", state: State["connection"] } | { type: "room", room: string }
 *   | { type: "kept", outbox: State["outbox"] } | import("./admission.js").AdmissionFrame} OwnFrame
 * @typedef {import("./wire.js").WireFrame | OwnFrame} Frame
 */

/** @type {State} */
export const initial = { ...outside, ...unseen(""), ...nothing, connection: "none" };

/**
 * @param {State} state
 * @param {Frame} frame
 * @returns {State} a new one; frames of other rooms and of types that are not known leave it as it is
 */
export function reduce(state, frame) {
  switch (frame.type) {
    case "snapshot":
      return ours(state, frame) ? mine(snapshot(state, frame), frame.you) : state;
    case "update":
      return ours(state, frame) ? mine(update(state, frame), frame.you) : state;
    case "pong":
      return ours(state, frame)
        ? mine({ ...state, told: frame.heard, offset: frame.now - frame.heard }, frame.you)
        : state;
    case "ok":
      return { ...granted(state, frame), told: frame.heard };
    case "refused":
      return refused(state, frame);

    case "command":
      return wish(state, frame.command);
    case "sent":
      return sent(state, frame.id);
    case "asked":
      return { ...state, arrived: [] };
    case "kept":
      return { ...state, outbox: [...frame.outbox, ...state.outbox] };
    case "connection":
      return state.connection === "barred" && frame.state === "offline" ? state : { ...state, connection: frame.state };
    case "room":
      return move(state, frame.room);

    case "left":
    case "not_joined":
      return { ...admit(state, frame), ...unseen(state.room), ...nothing, connection: "none" };
    case "event":
    case "joining":
    case "joined":
      return admit(state, frame);
    default:
      return state;
  }
}

/**
 * @param {State} state
 * @param {{ room: string }} frame
 */
function ours(state, frame) {
  return frame.room === state.room;
}

/**
 * @param {State} state
 * @param {import("./wire.js").You} [you] the changed parts, or all of them
 * @returns {State}
 */
function mine(state, you) {
  return you ? { ...state, role: you.role ?? state.role, ballots: merge(state.ballots, you.ballots) } : state;
}
