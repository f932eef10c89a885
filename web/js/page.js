import { html, render } from "../vendor/htm-preact/standalone.module.js";
import { device } from "./client/device.js";
import { participant } from "./client/participant.js";
import { gong } from "./client/place.js";
import { CLOSING, running } from "./client/polls.js";
import { reception } from "./client/reception.js";
import { lasts } from "./client/subject.js";
import { newId, world } from "./client/world.js";
import { drafts } from "./drafts.js";
import { following } from "./ovation.js";
import { refused } from "./refused.js";
import { languages, words } from "./texts/texts.js";
import { voice } from "./voice.js";

/** @typedef {import("./client/reduce.js").State} State */
/** @typedef {import("./client/reduce.js").Frame} Frame */
/** @typedef {import("./client/wire.js").Poll} Poll */
/** @typedef {ReturnType<typeof page>["act"]} Act */
/**
 * What every view is drawn from. `now` is the server's clock, `since` ours; `applause` is how the room claps; only a page
 * that sounds has `sound`.
 * @typedef {{ state: State, now: number, since: number, t: import("./texts/texts.js").Words, offered: string[], act: Act,
 *   applause: import("./ovation.js").Following, sound?: import("./sound/sound.js").Sound }} Props
 */

const MINUTE = 60_000;
const UNSENT = "unsent.";

/**
 * One page: socket → reduce → draw.
 * @param {{ kind: "attendee" | "stage" | "desk", texts: import("./texts/texts.js").Tables, screen: import("./client/wire.js").Screen, view: (props: any) => unknown,
 *   sound?: typeof import("./sound/sound.js").sound, barred?: () => void, moved?: (room: string) => void,
 *   join?: (code: string, ticket: string) => void }} of `sound` where the room is to be heard
 */
export function page({ kind, texts, screen, view, sound, barred, moved, join }) {
  const kept = device(() => window.localStorage);
  const house = reception((address, request) => fetch(address, request));
  const root = /** @type {HTMLElement} */ (document.getElementById("page"));
  // A screen for all speaks as its event does, whatever its device is used for besides.
  const settings = kind === "stage" ? "settings.stage" : "settings";
  let addresses = { api: "", socket: "" };
  let ticking = 0;
  /** @type {{ language: string, table: import("./texts/texts.js").Table } | null} */
  let spoken = null;
  const ears = sound?.({
    ...{ kept, settings, world, usual: screen !== "phone", state: () => me.state() },
    changed: () => {
      me.show(heardAs());
      draw();
    },
  });
  const me = participant({
    ...{ screen: heardAs(), world, id: newId, kept, shut, admitted },
    tick: (a, heard) => ears?.tick(a, heard),
    changed: (state, before) => {
      ears?.follow(state, before);
      for (const { draft, written } of refused(before, state)) act.keep(draft, [...(act.draft(draft) ?? []), written]);
      applause.follow();
      if (!alike(before, state)) draw();
    },
    barred: () => void check(),
  });
  const { hear } = me;
  const applause = following(world, me.state);
  const { say, murmur } = voice(/** @type {HTMLElement} */ (document.getElementById("status")), me.state(), world);
  if (kind !== "desk") applause.listen(() => murmur(applause.others(), me.state().room));

  function draw() {
    const state = me.state();
    const since = world.clock();
    const now = since + state.offset;
    const event = state.event?.languages ?? [];
    const setting = kept.read(settings)?.language ?? null;
    const device = kind === "stage" && state.entered ? [] : navigator.languages;
    const { language, offered } = languages({ setting, event, device });
    if (spoken?.language !== language) void learn(language);
    if (!spoken) return;
    const t = words(spoken.table, /** @type {typeof language} */ (spoken.language), event);
    document.documentElement.lang = spoken.language;
    if (state.event) document.title = `${t.plain(state.event.title)} – Beifall`;
    const sounding = ears?.shown();
    render(html`<${view} ...${{ state, now, since, t, offered, act, applause, sound: sounding }} />`, root);
    say(state, now, t);
    clearTimeout(ticking);
    ticking = window.setTimeout(draw, stillness(state, now));
  }

  /** Who wants to hear the room on a phone has the ticks of a laptop: those of phones are for the eye. */
  function heardAs() {
    return screen === "phone" && ears?.shown().on ? "laptop" : screen;
  }

  /** @param {import("./texts/texts.js").Language} language drawn when it is here; without a network the old one stays */
  async function learn(language) {
    const table = await texts[language]().catch(() => null);
    if (!table) return;
    spoken = { language, table };
    draw();
  }

  /** Whether this page may still write: another tab may have left, and then no trace may come back. */
  function admitted() {
    return me.state().token !== null && kept.read(kind)?.token === me.state().token;
  }

  /** @returns {State["outbox"]} what an earlier page of this kind has not sent, and may still be sent */
  function unsent() {
    const now = world.clock();
    const fits = (/** @type {State["outbox"][number]} */ pending) => pending?.command && lasts(pending, now);
    for (const key of unsentKeys()) if (!fits(kept.read(key))) kept.write(key, null);
    return unsentKeys()
      .map((key) => kept.read(key))
      .sort((one, other) => one.at - other.at);
  }

  /** A stage sends nothing, and whoever opens one may be an attendee too on this device. */
  function unsentKeys() {
    if (kind === "stage") return [];
    return kept.keys(UNSENT).filter((key) => key.startsWith(`${UNSENT}desk.`) === (kind === "desk"));
  }

  /** @param {{ token: string, room: string, linked?: boolean }} given by a link: it stays here and leaves the address */
  function follow(given) {
    const { token = null, nonce } = kept.read(kind) ?? {};
    if (kind === "attendee" && given.token !== token) for (const key of unsentKeys()) kept.write(key, null);
    kept.write(kind, { nonce, ...given });
    history.replaceState(null, "", location.pathname + location.search);
  }

  /** @param {string} token */
  function admit(token) {
    kept.write(kind, { ...kept.read(kind), token, room: me.state().room });
    me.connect(addresses, token);
  }

  async function check() {
    const { token } = me.state();
    const there = await house.event(addresses.api).catch(() => null);
    if (!there || me.state().token !== token || me.state().connection === "online") return;
    hear({ type: "connection", state: "barred" });
    barred?.();
  }

  /** @param {string} code */
  function shut(code) {
    const home = homeRoom();
    if (code !== "no_such_room" || home === me.state().room) return false;
    enter(home);
    return true;
  }

  function part() {
    me.close();
    hear({ type: "left" });
  }

  function homeRoom() {
    const rooms = me.state().event?.rooms ?? [];
    return (rooms.find((room) => room.kind === "plenum") ?? rooms[0])?.id ?? "";
  }

  /** @param {string} room */
  function enter(room) {
    me.enter(room);
    if (admitted()) kept.write(kind, { ...kept.read(kind), room });
    moved?.(room);
  }

  const act = {
    ...{ vote: me.vote, upvote: me.upvote, feel: me.feel, want: me.want, enter },
    ...drafts(kept, kind, admitted),
    /** @param {number} [grade] */
    clap: (grade = 8) => {
      ears?.clap(grade);
      me.clap(grade);
      applause.clap();
    },
    /** @param {string} subject whose refusal has been read */
    heed: (subject) => hear({ type: "heeded", subject }),
    join: (/** @type {string} */ code, /** @type {string} */ ticket) => {
      ears?.unlock(); // this is the gesture that a browser waits for
      join?.(code, ticket);
    },
    /** @param {string} path of the HTTP side, which is asked with this page's token */
    ask: (path) =>
      fetch(addresses.api + path, {
        headers: { Authorization: `Bearer ${me.state().token}` },
        ...{ cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" },
      }),
    leave: () => {
      kept.forget();
      part();
    },
    speak: (/** @type {string} */ language) => {
      kept.write(settings, { ...kept.read(settings), language });
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

  const wake = () => document.visibilityState === "visible" && me.connection()?.wake();
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", wake);
  window.addEventListener("offline", () => me.connection()?.drop());
  window.addEventListener("storage", ({ newValue }) => {
    if (newValue === null && me.state().token !== null && !kept.read(kind)?.token) part();
  });
  window.addEventListener("hashchange", () => location.reload());
  draw();

  return {
    ...{ act, admit, arrive, close: me.close, enter, follow, hear, homeRoom, house, kept, unsent },
    addresses: () => addresses,
    state: me.state,
  };
}

/**
 * @param {State} state
 * @param {number} now the server's clock
 * @returns {number} ms until time alone changes what is shown: a countdown's quarter second, a minute less until people
 *   are called, else the agenda's minute
 */
export function stillness(state, now) {
  const polls = /** @type {Poll[]} */ (Object.values(state.items.polls ?? {}));
  const counting = polls.some((poll) => running(poll) && poll.closes !== null && poll.closes + CLOSING > now);
  const called = (gong(state, now)?.at ?? 0) - now;
  const minute = Math.min(MINUTE - (now % MINUTE), called > 0 ? (called % MINUTE) + 1 : MINUTE);
  return counting ? 250 : minute;
}

/**
 * @param {State} before
 * @param {State} after
 * @returns {boolean} whether the room's applause is all that is new: for that, no page is drawn four times a second
 */
export function alike(before, after) {
  const keys = /** @type {(keyof State)[]} */ (Object.keys(after));
  return keys.every((key) => key === "tick" || before[key] === after[key]);
}
