/** @typedef {import("./wire.js").EventInfo} EventInfo */

/**
 * Whether this device takes part. `state`: `out` (not joined), `joining`, `in`; `code` says why not.
 * @typedef {{ event: EventInfo | null, token: string | null,
 *   admission: { state: "out" | "joining" | "in", code: string | null } }} Admission
 */

/** @type {Admission} */
export const outside = { event: null, token: null, admission: { state: "out", code: null } };

/**
 * @typedef {{ type: "event", event: EventInfo } | { type: "joining" } | { type: "joined", token: string }
 *   | { type: "not_joined", code: string } | { type: "left" }} AdmissionFrame
 */

/**
 * @template {Admission} A
 * @param {A} state
 * @param {AdmissionFrame} frame
 * @returns {A}
 */
export function admit(state, frame) {
  switch (frame.type) {
    case "event":
      return { ...state, event: frame.event };
    case "joining":
      return { ...state, admission: { state: "joining", code: null } };
    case "joined":
      return { ...state, token: frame.token, admission: { state: "in", code: null } };
    case "not_joined":
      return { ...state, token: null, admission: { state: "out", code: frame.code } };
    case "left":
      return { ...state, ...outside, event: state.event };
  }
}
