import { html, render } from "../vendor/htm-preact/standalone.module.js";
import { connect } from "./client/connection.js";
import { device } from "./client/device.js";
import { nextSeq } from "./client/outbox.js";
import { CLOSING, running } from "./client/polls.js";
import { reception } from "./client/reception.js";
import { initial, reduce } from "./client/reduce.js";
import { newId, world } from "./client/world.js";
import { languages, tables, words } from "./texts/texts.js";
import { voice } from "./voice.js";

/** @typedef {import("./client/reduce.js").State} State */
/** @typedef {import("./client/reduce.js").Frame} Frame */
/** @typedef {import("./client/wire.js").Poll} Poll */
/** @typedef {ReturnType<typeof page>["act"]} Act */
/** @typedef {{ state: State, now: number, t: import("./texts/texts.js").Words, offered: string[], act: Act }} Props */

const MINUTE = 60_000;
const UNSENT = "unsent.";

/**
 * One page: socket → reduce → draw.
 * @param {{ kind: "attendee" | "stage" | "desk", screen: string, view: (props: any) => unknown,
 *   barred?: () => void, moved?: (room: string) => void, join?: (code: string, ticket: string) => void }} of
 */
export function page({ kind, screen, view, barred, moved, join }) {
  const kept = device(() => window.localStorage);
  const house = reception((address, request) => fetch(address, request));
  const root = /** @type {HTMLElement} */ (document.getElementById("page"));
  const say = voice(/** @type {HTMLElement} */ (document.getElementById("status")), initial);
  /** @type {ReturnType<typeof connect> | null} */
  let connection = null;
  let addresses = { api: "", socket: "" };
  let state = initial;
  let ticking = 0;
  /** @type {{ language: string, table: import("./texts/texts.js").Table } | null} */
  let spoken = null;

  /** @param {Frame} frame */
  function hear(frame) {
    const before = state;
    state = reduce(state, frame);
    if (state.outbox !== before.outbox) keepVotes(before.outbox);
    if (state.expected !== before.expected) connection?.check();
    if (state !== before) draw();
  }

  function draw() {
    const now = world.clock() + state.offset;
    const event = state.event?.languages ?? [];
    const setting = kept.read("settings")?.language ?? null;
    const { language, offered } = languages({ setting, event, device: navigator.languages });
    if (spoken?.language !== language) void learn(language);
    if (!spoken) return;
    const t = words(spoken.table, /** @type {typeof language} */ (spoken.language), event);
    document.documentElement.lang = spoken.language;
    if (state.event) document.title = `${t.plain(state.event.title)} – Beifall`;
    render(html`<${view} ...${{ state, now, t, offered, act }} />`, root);
    say(state, now, t);
    tick(now);
  }

  /** @param {import("./texts/texts.js").Language} language drawn when it is here; without a network the old one stays */
  async function learn(language) {
    const table = await tables[language]().catch(() => null);
    if (!table) return;
    spoken = { language, table };
    draw();
  }

  /** @param {number} now */
  function tick(now) {
    clearTimeout(ticking);
    ticking = window.setTimeout(draw, stillness(/** @type {Poll[]} */ (Object.values(state.items.polls ?? {})), now));
  }

  /**
   * One vote a poll, the newest, whichever tab it was cast in: an older one must never be sent after it.
   * @param {State["outbox"]} before
   */
  function keepVotes(before) {
    const votes = state.outbox.filter(({ command }) => command.action === "vote");
    for (const { command } of before) {
      const key = UNSENT + command.poll;
      const done = !votes.some((vote) => vote.command.id === command.id);
      if (done && kept.read(key)?.command.id === command.id) kept.write(key, null);
    }
    if (!admitted()) return;
    for (const vote of votes) kept.write(UNSENT + vote.command.poll, vote);
  }

  /** Whether this page may still write: another tab may have left, and then no trace may come back. */
  const admitted = () => state.token !== null && kept.read(kind)?.token === state.token;

  const unsent = () => kept.keys(UNSENT).flatMap((key) => kept.read(key) ?? []);

  /** @param {{ token: string, room: string, linked?: boolean }} given by a link: it stays here and leaves the address */
  function follow(given) {
    if (kind === "attendee" && given.token !== kept.read(kind)?.token) kept.forget(UNSENT);
    kept.write(kind, given);
    history.replaceState(null, "", location.pathname + location.search);
  }

  /** @param {import("./client/wire.js").Command} command */
  function send(command) {
    hear({ type: "command", command });
    connection?.flush();
  }

  /** @param {string} token */
  function admit(token) {
    connection?.close();
    hear({ type: "joined", token });
    kept.write(kind, { ...kept.read(kind), token, room: state.room });
    const where = { address: addresses.socket, token, screen };
    connection = connect(where, world, { state: () => state, hear, id: newId, shut, barred: () => void check() });
  }

  async function check() {
    const { token } = state;
    if (!(await house.event(addresses.api).catch(() => null)) || state.token !== token) return;
    hear({ type: "connection", state: "barred" });
    barred?.();
  }

  /** @param {string} code */
  function shut(code) {
    const home = homeRoom();
    if (code !== "no_such_room" || home === state.room) return false;
    enter(home);
    return true;
  }

  function part() {
    connection?.close();
    connection = null;
    hear({ type: "left" });
  }

  function homeRoom() {
    const rooms = state.event?.rooms ?? [];
    return (rooms.find((room) => room.kind === "plenum") ?? rooms[0])?.id ?? "";
  }

  /** @param {string} room */
  function enter(room) {
    hear({ type: "room", room });
    if (admitted()) kept.write(kind, { ...kept.read(kind), room });
    moved?.(room);
    connection?.move();
  }

  const act = {
    vote: (/** @type {Poll} */ poll, /** @type {import("./client/wire.js").Choice} */ choice) => {
      const { id, round } = poll;
      send({ action: "vote", id: newId(), room: state.room, poll: id, round, choice, seq: nextSeq(state, poll) });
    },
    stagePoll: (
      /** @type {"poll.open" | "poll.close" | "poll.publish"} */ action,
      /** @type {Poll} */ { id, rev },
      /** @type {{ seconds?: number | null }} */ more = {},
    ) => send({ action, id: newId(), room: state.room, poll: id, rev, ...more }),
    enter,
    join: (/** @type {string} */ code, /** @type {string} */ ticket) => join?.(code, ticket),
    leave: () => {
      kept.forget();
      part();
    },
    speak: (/** @type {string} */ language) => {
      kept.write("settings", { ...kept.read("settings"), language });
      draw();
    },
  };

  /** Finds the event, trying until there is a network. */
  async function arrive(attempt = 0) {
    try {
      addresses = await house.addresses();
      hear({ type: "event", event: await house.event(addresses.api) });
    } catch {
      hear({ type: "connection", state: "offline" });
      const wait = world.random() * Math.min(10_000, 1000 * 2 ** attempt);
      await new Promise((resolve) => setTimeout(resolve, wait));
      await arrive(attempt + 1);
    }
  }

  const wake = () => document.visibilityState === "visible" && connection?.wake();
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", wake);
  window.addEventListener("offline", () => connection?.drop());
  window.addEventListener("storage", ({ newValue }) => {
    if (newValue === null && state.token !== null && !kept.read(kind)?.token) part();
  });
  window.addEventListener("hashchange", () => location.reload());
  draw();

  return {
    ...{ act, admit, arrive, enter, follow, hear, homeRoom, house, kept, unsent },
    addresses: () => addresses,
    state: () => state,
  };
}

/**
 * @param {Poll[]} polls
 * @param {number} now
 * @returns {number} ms until time alone changes what is shown: a countdown's quarter second, else the agenda's minute
 */
export function stillness(polls, now) {
  const counting = polls.some((poll) => running(poll) && poll.closes !== null && poll.closes + CLOSING > now);
  return counting ? 250 : MINUTE - (now % MINUTE);
}
