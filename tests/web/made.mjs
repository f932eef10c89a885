/** What the tests are made of: frames, polls and a world whose time only moves when told. */

export const poll = (more = {}) => ({
  ...{ id: "closing", rev: 3, kind: "single", prompt: { de: "Wie war der Tag?", en: "How was it?" } },
  options: ["a", "b", "c"].map((id) => ({ id, text: id.toUpperCase() })),
  ...{ results: "on_publish", secret: true, state: "open", round: 1, closes: null, ...more },
});

export const tally = (more = {}) => ({
  ...{ id: "closing", rev: 1, round: 1, present: 9, ballots: 3, counts: { a: 2, b: 1, c: 0 }, final: true, ...more },
});

export const snapshot = (items, more = {}) => ({
  ...{
    type: "snapshot",
    id: "e1",
    room: "plenum",
    rev: sum(items),
    now: 5000,
    present: 4,
    items,
    heard: 1000,
    ...more,
  },
});

export const update = (items, more = {}) => ({
  ...{ type: "update", room: "plenum", rev: sum(items), present: 5, items, heard: 1000, ...more },
});

export const vote = (more = {}) => ({
  ...{ action: "vote", id: "v1", room: "plenum", poll: "closing", round: 1, choice: ["b"], seq: 1, ...more },
});

export const question = (more = {}) => ({
  ...{ id: "q1", rev: 2, at: 1000, agenda: null, text: "Why?", name: null, state: "shown", labels: [] },
  ...{ into: null, answer: null, answered: false, ...more },
});

export const room = (more = {}) => ({
  ...{ id: "plenum", rev: 1, kind: "plenum", title: "Plenum", video: null, applause: true, questions: "moderated" },
  ...{ notice: null, pinned: null, stage: null, tick: 250, thin: 1, ...more },
});

function sum(items) {
  return Object.values(items)
    .flat()
    .reduce((total, { rev }) => total + rev, 0);
}

/** What has been promised has come to pass. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Time, chance, sockets and requests in a test's hands. */
export function madeWorld({ random = 0.5 } = {}) {
  let now = 0;
  let timers = [];
  const sockets = [];
  const requests = [];
  return {
    sockets,
    /** What was asked over HTTP, and how to answer it. */
    requests,
    fetch: (address, { method = "GET", headers, body } = {}) =>
      new Promise((resolve, reject) => {
        const answer = (status, content) => resolve({ ok: status < 400, status, json: async () => content });
        requests.push({ address, method, headers, body: body && JSON.parse(body), answer, fail: reject });
      }),
    last: () => sockets.at(-1),
    clock: () => now,
    random: () => random,
    later(act, ms) {
      const timer = { act, at: now + ms };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    pass(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
        if (!next) break;
        timers = timers.filter((other) => other !== next);
        now = next.at;
        next.act();
      }
      now = end;
    },
    WebSocket: class {
      sent = [];
      closed = false;

      constructor(address, protocols) {
        Object.assign(this, { address, protocols });
        sockets.push(this);
      }
      send(text) {
        this.sent.push(JSON.parse(text));
      }
      close() {
        this.closed = true;
        this.onclose?.();
      }
      hear(frame) {
        this.onmessage({ data: JSON.stringify(frame) });
      }
      actions() {
        return this.sent.map(({ action }) => action);
      }
    },
  };
}
