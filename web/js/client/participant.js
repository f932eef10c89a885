import { clapper } from "./claps.js";
import { connect } from "./connection.js";
import { initial, reduce } from "./reduce.js";
import { feeling, nextSeq, seat as standing, support } from "./standing.js";
import { subject } from "./subject.js";
import { clapping } from "./ticks.js";

/** @typedef {import("./reduce.js").State} State */
/** @typedef {import("./reduce.js").Frame} Frame */
/** @typedef {import("./wire.js").Wish} Wish */

/** Under this start of their keys, what was not sent yet stays on the device. */
const UNSENT = "unsent.";

/**
 * Somebody who takes part, at one screen: what they know (`state`), what they do, and what of it has not been sent yet.
 * @param {{ screen: import("./wire.js").Screen, world: import("./line.js").World, id: () => string,
 *   changed: (state: State, before: State) => void, tick?: (a: import("./wire.js").Tick["a"], heard: number) => void,
 *   kept?: import("./device.js").Device, barred?: () => void, shut?: (code: string) => boolean,
 *   admitted?: () => boolean }} of `changed` is called after each change of the state; `tick` for each frame of the
 *   room's applause, late and repeated ones too; `kept` is where what is unsent survives a reload, as long as one is
 *   `admitted`; `barred` and `shut` as in connection.js
 */
export function participant({ screen, world, id, changed, tick, kept, barred, shut, admitted = () => true }) {
  /** @type {State} */
  let state = { ...initial, screen };
  /** @type {string | null} */
  let seated = null;
  /** @type {ReturnType<typeof connect> | null} */
  let connection = null;
  const claps = clapper(world, {
    room: () => state.room,
    thin: () => /** @type {import("./wire.js").Room | undefined} */ (state.items.rooms?.[state.room])?.thin ?? 1,
    people: () => clapping(state, world.clock()),
    say: (clap) => connection?.say(clap),
  });

  /** @param {Frame} frame */
  function hear(frame) {
    const before = state;
    state = reduce(state, frame);
    if (state.outbox !== before.outbox) keep(before.outbox);
    // What was refused was decided on what is no more; and an earlier wish may count, which nobody told of.
    const isRefused = frame.type === "refused" && state.notices !== before.notices;
    if (state.expected !== before.expected || isRefused) connection?.check();
    if (state !== before) changed(state, before);
    if (frame.type === "applause" && frame.room === state.room) tick?.(frame.a, frame.heard);
    if (frame.type === "ok") seated = state.mine.seat;
    if (state.mine.seat !== before.mine.seat || state.connection !== before.connection) sitAgain();
  }

  /** Only who sits down is told where the table meets: after a reload, one sits down on one's own seat, once. */
  function sitAgain() {
    const { seat, video } = state.mine;
    const { table, sending } = standing(state);
    if (state.connection !== "online" || sending || seat === null || video !== null || seat === seated) return;
    seated = seat;
    want({ action: "sit", table: table ?? seat });
  }

  /**
   * One vote a poll, the newest, whichever tab it was cast in: an older one must never be sent after it.
   * @param {State["outbox"]} before
   */
  function keep(before) {
    if (!kept) return;
    for (const { command } of before) {
      const done = !state.outbox.some((pending) => pending.command.id === command.id);
      if (done && kept.read(key(command))?.command.id === command.id) kept.write(key(command), null);
    }
    if (!admitted()) return;
    for (const pending of state.outbox) {
      const { command, sent, at, again } = pending;
      const earlier = before.find((other) => other.command.id === command.id);
      const stored = kept.read(key(command));
      // Another tab has had this answered, or has a later wish.
      if (earlier === pending || (earlier && !stored) || (stored?.at ?? 0) > at) continue;
      kept.write(key(command), { command, sent, at, again });
    }
  }

  /** @param {import("./wire.js").Command} command */
  function key(command) {
    const latest = ["vote", "upvote", "mood"].includes(command.action);
    return `${UNSENT}${screen === "desk" ? "desk." : ""}${command.room}/${latest ? subject(command) : command.id}`;
  }

  /**
   * @param {Wish} wish of this room, unless it names another: a call does
   * @returns {string} the command's id
   */
  function want(wish) {
    const command = /** @type {import("./wire.js").Command} */ ({ room: state.room, ...wish, id: id() });
    hear({ type: "command", command, at: world.clock() });
    connection?.flush();
    return command.id;
  }

  /** @param {string} room */
  function enter(room) {
    hear({ type: "room", room });
    connection?.move();
  }

  /** @param {import("./wire.js").Screen} as what this screen is connected from now on: it says which ticks are sent */
  function show(as) {
    if (as === state.screen) return;
    hear({ type: "screen", screen: as });
    connection?.move();
  }

  return {
    hear,
    want,
    enter,
    show,
    state: () => state,
    connection: () => connection,

    /** @param {{ id: string, round: number }} poll @param {import("./wire.js").Choice} choice empty: the ballot back */
    vote: (poll, choice) =>
      want({ action: "vote", poll: poll.id, round: poll.round, choice, seq: nextSeq(state, poll) }),
    /** @param {string} question @param {boolean} on */
    upvote: (question, on) => want({ action: "upvote", question, on, seq: support(state, question).seq + 1 }),
    /** @param {number} mood 1 to 5 */
    feel: (mood) => want({ action: "mood", mood, seq: feeling(state).seq + 1 }),
    clap: claps.clap,

    /**
     * Comes into the room with a token, and stays connected from now on.
     * @param {{ socket: string, api?: string }} addresses
     * @param {string} token
     */
    connect({ socket, api }, token) {
      connection?.close();
      hear({ type: "joined", token });
      const page = { state: () => state, hear, id, barred: () => barred?.(), shut: shut ?? (() => false) };
      connection = connect({ address: socket, api, token }, world, page);
    },
    close() {
      connection?.close();
      connection = null;
    },
  };
}
