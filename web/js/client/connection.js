import { errands } from "./errands.js";
import { line } from "./line.js";
import { socket } from "./socket.js";
import { subject } from "./subject.js";

/** @typedef {import("./reduce.js").State} State */
/** @typedef {import("./reduce.js").Frame} Frame */
/** @typedef {import("./wire.js").WireFrame} WireFrame */

/**
 * @typedef {{ state: () => State, hear: (frame: Frame) => void, id: () => string, barred: () => void,
 *   shut: (code: string) => boolean }} Page `barred`: no socket opens, and over HTTP the token was refused; `shut`: the
 *   room was refused, and whether the page has an answer to that
 * @typedef {{ line: import("./line.js").Line, way: State["way"], opened: boolean, entered: boolean,
 *   entering: string, room: string, screen: string }} Post
 */

const MINUTE = 60_000;
const SEATED = 40_000;
// A hall loses its connections at one blow, and API Gateway opens 500 a second for all that an account has: within 6 s,
// two screens each of 1,200 people can come back. Who wakes, or finds a network (`wake`), does not wait; and a page that
// has never been in soon knows why.
const FIRST_WAIT = { again: 6000, never: 1000 };
const LONGEST_WAIT = 30_000;
/** So long waits (at most) who was told that their token is good no longer: perhaps the event has begun anew. */
const BARRED_WAIT = 5 * MINUTE;
/** After so many sockets in a row that led nowhere, HTTP is tried: sooner where none ever has. */
const NOWHERE = { again: 5, never: 2 };
/** What is said to a token that is good no longer. */
const NOBODY = ["token_expired", "event_over"];

/**
 * Keeps this page connected: enters the room, sends what waits in the state's outbox, pings, comes back after a loss
 * and moves to a fresh socket before the platform closes the old one. Where no socket opens it goes by HTTP, and tries
 * for a socket again now and then.
 * @param {{ address: string, api?: string, token: string }} where without `api` there is no way but the socket
 * @param {import("./line.js").World} world
 * @param {Page} page
 */
export function connect(where, world, page) {
  const timers = { again: () => {}, ping: () => {}, fresh: () => {}, check: () => {} };
  /** @type {Post | null} */
  let current = null;
  let seating = "";
  // `roused`: the device woke up, or found a network, while an attempt was under way that may have begun without one.
  let [online, closed, roused] = [false, false, false];
  let [failures, nowhere] = [0, 0];
  /** @type {keyof typeof FIRST_WAIT} */
  let since = "never";

  function start() {
    /** @type {State["way"]} */
    const way = !online && where.api && nowhere >= NOWHERE[since] ? "http" : "socket";
    const post = { way, opened: false, entered: false, entering: "", room: "", screen: "" };
    const next = Object.assign(post, {
      line: line((on) => carrier(way, on), world, {
        open: () => {
          post.opened = true;
          enter(next);
        },
        frame: (frame) => hear(next, frame),
        lost: () => lost(next),
      }),
    });
    if (!online) current = next;
  }

  /**
   * @param {State["way"]} way
   * @param {import("./line.js").Listener} on
   */
  function carrier(way, on) {
    if (way === "socket") return socket(where, world, on);
    /** @param {string} id */
    const look = (id) => {
      if (!page.state().entered) return null;
      page.hear({ type: "asked", id });
      return page.state();
    };
    return errands({ api: where.api ?? "", token: where.token }, world, {
      ...on,
      look,
      entered: () => page.state().entered,
    });
  }

  /** @param {Post} post */
  function enter(post) {
    const id = page.id();
    const { room, screen } = page.state();
    post.entering = id;
    post.room = room;
    post.screen = screen;
    page.hear({ type: "asked", id });
    post.line.send(id, () => ({ action: "enter", id, room, screen }));
  }

  /**
   * @param {Post} post
   * @param {WireFrame} frame
   */
  function hear(post, frame) {
    if (closed) return post.line.close();
    const { seat } = page.state().mine;
    page.hear(frame);
    if (page.state().mine.seat !== seat && online) pingLater();
    const reply = "id" in frame && frame.id === post.entering && !post.line.knows(post.entering);
    if (reply && frame.type === "snapshot") entered(post, frame.room);
    else if (reply && frame.type === "refused") shut(post, frame.code);
    else if (frame.type === "refused" && post.way === "http" && NOBODY.includes(frame.code)) shut(post, frame.code);
    else if (frame.type === "refused" && frame.code === "not_in_room" && !post.entering) enter(post);
    else if (frame.type === "ok" || frame.type === "refused") flush();
  }

  /**
   * @param {Post} post
   * @param {string} room somebody may have moved on, or asked for other ticks, while the snapshot was on its way
   */
  function entered(post, room) {
    post.entering = "";
    const fresh = !post.entered;
    post.entered = true;
    if (room !== page.state().room || post.screen !== page.state().screen) return enter(post);
    if (current !== post) current?.line.close();
    current = post;
    page.hear({ type: "connection", state: "online", way: post.way });
    [online, roused] = [true, false];
    if (post.way === "socket") since = "again";
    failures = 0;
    nowhere = post.way === "http" ? NOWHERE[since] - 1 : 0;
    flush();
    set("again", () => {}, 0);
    pingLater();
    // Counted from when it was opened, however often its room is changed.
    if (fresh) set("fresh", start, post.way === "http" ? untilSocket() : (75 + 35 * world.random()) * MINUTE);
  }

  /**
   * @param {Post} post
   * @param {string} code
   */
  function shut(post, code) {
    post.entering = "";
    if (post.room !== page.state().room && !NOBODY.includes(code)) return enter(post);
    if (post === current && page.shut(code)) return;
    post.line.close();
    lost(post);
    if (post.way === "http" && NOBODY.includes(code)) page.barred();
  }

  /** @param {Post} post */
  function lost(post) {
    if (closed) return;
    if (post !== current) {
      if (online) set("fresh", start, current?.way === "http" ? untilSocket() : 2 * MINUTE * world.random());
      return;
    }
    stop();
    page.hear({ type: "connection", state: "offline" });
    const longest = page.state().connection === "barred" ? BARRED_WAIT : LONGEST_WAIT;
    const most = Math.min(longest, FIRST_WAIT[since] * 2 ** Math.min(failures++, 10));
    set("again", start, roused ? 0 : world.random() * most);
    roused = false;
    // Errands that led nowhere tell that there is no network at all: then it is the socket's turn again.
    if (!post.entered) nowhere = post.way === "http" ? 0 : nowhere + 1;
    if (!where.api && !post.opened && nowhere % 3 === 0) page.barred();
  }

  /** From HTTP, a socket is tried now and then. */
  const untilSocket = () => (2 + 2 * world.random()) * MINUTE;

  function stop() {
    current = null;
    online = false;
    for (const cancel of Object.values(timers)) cancel();
  }

  /**
   * @param {keyof typeof timers} timer
   * @param {() => void} act
   * @param {number} ms
   */
  function set(timer, act, ms) {
    timers[timer]();
    timers[timer] = world.later(act, ms);
  }

  // A seat is a lease; and over HTTP, pings alone tell what one's own other devices do.
  const pingLater = () => {
    const often = page.state().mine.seat || current?.way === "http";
    set("ping", ping, (often ? SEATED : 5 * MINUTE) * (0.8 + 0.4 * world.random()));
  };

  function ping() {
    if (!online || !current) return;
    const id = page.id();
    page.hear({ type: "asked", id });
    current.line.send(id, () => {
      const { room, rev, told } = page.state();
      // The clock may have been set back.
      return { action: "ping", id, room, rev, quiet: Math.max(0, world.clock() - told) };
    });
    pingLater();
  }

  function flush() {
    if (!online || !current) return;
    const { line: here } = current;
    for (const { command } of page.state().outbox) {
      const { id } = command;
      if (here.knows(id)) continue;
      if (subject(command) === "floor") {
        // Seats have no `seq`: two on their way at once could come in any order.
        if (here.knows(seating)) continue;
        seating = id;
      }
      here.send(id, () => {
        if (!wanted(id)) {
          world.later(flush, 0);
          return null;
        }
        page.hear({ type: "sent", id });
        return command;
      });
    }
  }

  /** @param {string} id of a command that another one may have taken the place of */
  function wanted(id) {
    return page.state().outbox.some((pending) => pending.command.id === id);
  }

  page.hear({ type: "connection", state: "connecting" });
  start();

  return {
    flush,
    ping,
    /**
     * For what has no reply; lost if there is no connection.
     * @param {object} frame
     */
    say: (frame) => online && current?.line.say(frame),
    /** To the room that the state says by now, as the screen that it says. */
    move() {
      if (current?.opened && !current.entering) enter(current);
    },
    /** Looks soon whether a frame was missed. */
    check: () => set("check", ping, 2500),
    /** The device woke up or found a network: no use in waiting. */
    wake() {
      if (!online) {
        if (current) {
          roused = true;
          return;
        }
        timers.again();
        start();
      } else if (current) {
        const { line: awake } = current;
        const asked = world.clock();
        ping();
        set("check", () => awake.heard() < asked && start(), 3000);
      }
    },
    /** The device has lost its network, which a socket notices in minutes only. */
    drop() {
      roused = false;
      current?.line.close();
      if (current) lost(current);
    },
    close() {
      closed = true;
      current?.line.close();
      stop();
    },
  };
}
