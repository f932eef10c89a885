import { admit, outside } from "./admission.js";
import { granted, heeded, nothing, refused, sent, wish } from "./outbox.js";
import { ask, move, pong, snapshot, unseen, update } from "./room.js";
import { later } from "./ticks.js";

/**
 * All that a page shows follows from this. `way` is how it is connected by now.
 * @typedef {import("./admission.js").Admission & import("./room.js").Room & import("./outbox.js").Wishes
 *   & { connection: "none" | "connecting" | "online" | "offline" | "barred", way: "socket" | "http",
 *     screen: import("./wire.js").Screen }} State `barred`: there is a network, but nobody is let in
 */

/**
 * What happens on this side is told to `reduce` like the server's frames.
 * @typedef {{ type: "command", command: import("./wire.js").Command, at: number } | { type: "sent", id: string }
 *   | { type: "asked", id: string } | { type: "connection", state: State["connection"], way?: State["way"] }
 *   | { type: "room", room: string } | { type: "screen", screen: State["screen"] } | { type: "heeded", subject: string }
 *   | { type: "kept", outbox: State["outbox"] } | import("./admission.js").AdmissionFrame} OwnFrame
 * @typedef {import("./wire.js").WireFrame | OwnFrame} Frame
 */

/** @type {State} */
export const initial = {
  ...{ ...outside, ...unseen(""), ...nothing },
  ...{ connection: "none", way: "socket", screen: "phone" },
};

/**
 * @param {State} state
 * @param {Frame} frame
 * @returns {State} a new one; frames of other rooms and of types that are not known leave it as it is
 */
export function reduce(state, frame) {
  switch (frame.type) {
    case "snapshot":
      return ours(state, frame) ? snapshot(state, frame) : state;
    case "update":
      return ours(state, frame) ? update(state, frame) : state;
    case "pong":
      return ours(state, frame) ? pong(state, frame) : state;
    case "applause":
      return ours(state, frame) ? { ...state, tick: later(state.tick, frame) } : state;
    case "ok":
      return { ...granted(state, frame), told: frame.heard };
    case "refused":
      return refused(state, frame);

    case "command":
      return wish(state, frame.command, frame.at);
    case "sent":
      return sent(state, frame.id);
    case "heeded":
      return heeded(state, frame.subject);
    case "asked":
      return ask(state, frame.id);
    case "kept":
      return { ...state, outbox: [...frame.outbox, ...state.outbox] };
    case "connection":
      if (state.connection === "barred" && frame.state === "offline") return state;
      return { ...state, connection: frame.state, way: frame.way ?? state.way };
    case "room":
      return { ...move(state, frame.room), expected: {}, glimpses: {} };

    case "screen":
      // The ticks of another kind of screen are counted by themselves.
      return { ...state, screen: frame.screen, tick: null };

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
