/** @typedef {import("./wire.js").EventInfo} EventInfo */

/** What the reception answers when it says no; `code` as in the protocol. */
export class Refused extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/**
 * The HTTP side of the event. Every call throws `Refused` for a no, and what `fetch` throws without a network.
 * @param {typeof fetch} get
 */
export function reception(get) {
  /**
   * @param {string} address
   * @param {RequestInit} [request]
   */
  async function ask(address, request) {
    const answer = await get(address, { ...request, referrerPolicy: "no-referrer", credentials: "omit" });
    const body = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Refused(typeof body.code === "string" ? body.code : "internal");
    return body;
  }

  return {
    /**
     * @param {string} [site] the event's address; without it, this page's own
     * @returns {Promise<{ api: string, socket: string }>}
     */
    addresses: (site = ".") => ask(`${site.replace(/\/+$/, "")}/config.json`, { cache: "no-cache" }),
    /**
     * @param {string} api
     * @returns {Promise<EventInfo>}
     */
    event: (api) => ask(`${api}/event`, { cache: "no-cache" }),
    /**
     * @param {string} api
     * @param {{ code: string, ticket: string | null, nonce: string }} who
     * @returns {Promise<{ token: string, participant: string, expires: number }>}
     */
    join: (api, who) =>
      ask(`${api}/join`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(who),
      }),
  };
}
