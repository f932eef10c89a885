/** How often (ms) somebody without a socket looks whether something has changed: on average, for all come at once. */
export const LOOK = 4000;

/** How long (ms) an errand may take. */
const PATIENCE = 8000;

/** So many errands in a row that nobody answers, and there is no network. */
const FAILURES = 2;

/** The name under which a look is asked for: its answer has none. */
const LOOKING = "look";

/**
 * Taking part over HTTP, where a network lets no socket through: a request for each command, and a look at the room
 * every few seconds. No ticks come this way.
 * @param {{ api: string, token: string }} where
 * @param {import("./line.js").World} world
 * @param {import("./line.js").Listener & { entered: () => boolean,
 *   look: (id: string) => { room: string, rev: number } | null }} on `look` is told before each look, and says what the
 *   page knows of the room that it has entered
 * @returns {import("./line.js").Carrier}
 */
export function errands({ api, token }, world, on) {
  const over = new AbortController();
  let failures = 0;
  let cancel = () => {};

  /**
   * @param {string} path
   * @param {RequestInit} [request]
   * @returns {Promise<object | null>} what was answered; null for nothing, and where the platform itself answered: then the
   *   command goes out again, as after a socket's frame without a type
   */
  async function ask(path, request = {}) {
    const headers = { ...request.headers, Authorization: `Bearer ${token}` };
    const answer = await inTime(
      world.fetch(`${api}${path}`, {
        ...{ ...request, headers, signal: over.signal },
        ...{ cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" },
      }),
    );
    const body = answer.status === 204 ? null : await answer.json();
    failures = 0;
    if (answer.ok) return body;
    return typeof body?.code === "string" ? { type: "refused", id: null, message: "", ...body } : null;
  }

  /**
   * @template T
   * @param {Promise<T>} asked
   * @returns {Promise<T>}
   */
  function inTime(asked) {
    return new Promise((resolve, reject) => {
      const late = world.later(() => reject(new Error("nobody answers")), PATIENCE);
      asked.then(resolve, reject).finally(late);
    });
  }

  /**
   * @param {Promise<object | null>} asked
   * @param {string | null} id of what this answers
   */
  async function answered(asked, id) {
    try {
      const frame = await asked;
      if (!over.signal.aborted && frame) on.heard(JSON.stringify({ ...frame, id }));
    } catch {
      if (!over.signal.aborted && (++failures >= FAILURES || !on.entered())) on.lost();
    }
  }

  async function look() {
    const seen = on.look(LOOKING);
    if (seen) await answered(ask(`/rooms/${encodeURIComponent(seen.room)}?rev=${seen.rev}`), LOOKING);
    lookLater();
  }

  function lookLater() {
    if (!over.signal.aborted) cancel = world.later(() => void look(), LOOK * (0.75 + 0.5 * world.random()));
  }

  lookLater();
  world.later(() => over.signal.aborted || on.opened(), 0);

  return {
    send(text) {
      const { id = null } = JSON.parse(text);
      const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: text };
      void answered(ask("/commands", request), id);
    },
    close() {
      over.abort();
      cancel();
    },
  };
}
