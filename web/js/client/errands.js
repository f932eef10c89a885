/** How often (ms) somebody without a socket looks whether something has changed: on average, for all come at once. */
export const LOOK = 4000;

/** So many errands in a row that nobody answers, and there is no network. */
const FAILURES = 2;

/**
 * Taking part over HTTP, where a network lets no socket through: a request for each command, and a look at the room
 * every few seconds. No ticks come this way.
 * @param {{ api: string, token: string }} where
 * @param {import("./line.js").World} world
 * @param {import("./line.js").Listener & { seen: () => { room: string, rev: number } | null }} on `seen` is what the page
 *   knows of the room that it has entered
 * @returns {import("./line.js").Carrier}
 */
export function errands({ api, token }, world, on) {
  const headers = { Authorization: `Bearer ${token}` };
  let failures = 0;
  let over = false;
  let cancel = () => {};

  /**
   * @param {string} path
   * @param {RequestInit} [request]
   * @returns {Promise<object | null>} what was answered, null for nothing
   */
  async function ask(path, request = {}) {
    const answer = await world.fetch(`${api}${path}`, {
      ...{ ...request, headers: { ...headers, ...request.headers } },
      ...{ cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" },
    });
    failures = 0;
    if (answer.status === 204) return null;
    const body = await answer.json();
    return answer.ok ? body : { type: "refused", id: null, message: "", code: "internal", ...body };
  }

  /**
   * @param {Promise<object | null>} asked
   * @param {string | null} id of the command that this answers, if it was one
   */
  async function answered(asked, id) {
    try {
      const frame = await asked;
      if (!over && frame) on.heard(JSON.stringify(id === null ? frame : { ...frame, id }));
    } catch {
      if (!over && (++failures >= FAILURES || !on.seen())) on.lost();
    }
  }

  async function look() {
    const seen = on.seen();
    if (seen) await answered(ask(`/rooms/${encodeURIComponent(seen.room)}?rev=${seen.rev}`), null);
    if (!over) lookLater();
  }

  function lookLater() {
    cancel = world.later(() => void look(), LOOK * (0.75 + 0.5 * world.random()));
  }

  lookLater();
  world.later(() => over || on.opened(), 0);

  return {
    send(text) {
      const { id = null } = JSON.parse(text);
      const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: text };
      void answered(ask("/commands", request), id);
    },
    close() {
      over = true;
      cancel();
    },
  };
}
