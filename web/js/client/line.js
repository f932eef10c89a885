import { UNDECIDED } from "./outbox.js";
import { sending } from "./room.js";

/** @typedef {import("./wire.js").WireFrame} WireFrame */

/**
 * The world outside, handed in: tests bring their own. Times are in ms, `random` gives 0 to below 1.
 * @typedef {{ clock: () => number, random: () => number, later: (act: () => void, ms: number) => () => void,
 *   WebSocket: new (address: string, protocols: string[]) => WebSocket, fetch: typeof fetch }} World
 */

/**
 * What carries frames there and back: a socket, or errands over HTTP. It tells of its opening and of its loss once.
 * @typedef {{ opened: () => void, heard: (text: string) => void, lost: () => void }} Listener
 * @typedef {{ send: (text: string) => void, close: () => void }} Carrier
 */

/**
 * @typedef {{ send: (id: string, make: () => object | null) => void, say: (frame: object) => void,
 *   knows: (id: string) => boolean, heard: () => number, close: () => void }} Line `send` asks for the frame
 *   each time that it goes out, and null means that nobody wants it any more; `say` is for what has no reply
 */

/** How long a reply may take, in ms, before the command goes out again. */
export const PATIENCE = 8000;

/**
 * One line to the server. What had no reply for 8 s goes out again, with the same id; a line that has been silent for
 * twice as long although something was asked is given up.
 * @param {(on: Listener) => Carrier} carry
 * @param {World} world
 * @param {{ open: () => void, frame: (frame: WireFrame) => void, lost: () => void }} on `lost` comes once, never after `close`
 * @returns {Line}
 */
export function line(carry, world, on) {
  /** @type {Map<string, { make: () => object | null, since: number, tries: number, parts: Map<string, Set<number>>, cancel: () => void }>} */
  const awaiting = new Map();
  const overdue = world.later(lose, PATIENCE);
  let heard = world.clock();
  let over = false;
  const carrier = carry({
    opened: () => {
      overdue();
      heard = world.clock();
      on.open();
    },
    heard: (text) => {
      if (over) return;
      heard = world.clock();
      const frame = read(text);
      if (!frame) return;
      settle(frame);
      on.frame({ ...frame, heard });
    },
    lost: lose,
  });

  function lose() {
    if (over) return;
    close();
    on.lost();
  }

  function close() {
    over = true;
    overdue();
    for (const { cancel } of awaiting.values()) cancel();
    awaiting.clear();
    carrier.close();
  }

  /** @param {string} id */
  function transmit(id) {
    const asked = awaiting.get(id);
    if (!asked) return;
    const frame = asked.make();
    if (!frame) return void awaiting.delete(id);
    asked.cancel = world.later(() => retry(id), PATIENCE);
    carrier.send(JSON.stringify(frame));
  }

  /** @param {string} id */
  function retry(id) {
    const asked = awaiting.get(id);
    if (!asked) return;
    // A clock that was set back tells as little as one that has slept.
    const silent = Math.abs(world.clock() - Math.max(heard, asked.since));
    if (silent >= 2 * PATIENCE) lose();
    else transmit(id);
  }

  /** @param {WireFrame} frame */
  function settle(frame) {
    const id = ("id" in frame && frame.id) || "";
    const asked = awaiting.get(id);
    if (!asked) return;
    if (frame.type === "snapshot") {
      const parts = (asked.parts.get(sending(frame)) ?? new Set()).add(frame.part ?? 0);
      asked.parts.set(sending(frame), parts);
      if (parts.size < (frame.parts ?? 1)) return;
    }
    asked.cancel();
    if (frame.type === "refused" && UNDECIDED.includes(frame.code)) {
      const wait = pause(frame, asked);
      asked.since = world.clock() + wait;
      asked.cancel = world.later(() => transmit(id), wait);
    } else awaiting.delete(id);
  }

  /**
   * @param {import("./wire.js").Refusal} frame
   * @param {{ make: () => object | null, tries: number }} asked
   * @returns {number} ms; short after `try_again`, for a poll that closes waits for nobody, but longer each time, and long
   *   for whatever can wait: a store that has too much to do must not be asked the more for it
   */
  function pause({ code, retry_after }, asked) {
    if (retry_after) return retry_after * 1000;
    const { action = "" } = /** @type {{ action?: string }} */ (asked.make() ?? {});
    const urgent = code === "try_again" && (action === "vote" || action.startsWith("poll."));
    return urgent ? Math.min(PATIENCE, 2000 * 2 ** asked.tries++) * (0.25 + 0.75 * world.random()) : PATIENCE;
  }

  return {
    send(id, make) {
      if (over) return;
      awaiting.set(id, { make, since: world.clock(), tries: 0, parts: new Map(), cancel: () => {} });
      transmit(id);
    },
    say(frame) {
      if (!over) carrier.send(JSON.stringify(frame));
    },
    knows: (id) => awaiting.has(id),
    heard: () => heard,
    close,
  };
}

/**
 * @param {string} text
 * @returns {WireFrame | null} null for the platform's own frames and for what is no frame at all
 */
function read(text) {
  try {
    const frame = JSON.parse(text);
    return typeof frame?.type === "string" ? frame : null;
  } catch {
    return null;
  }
}
