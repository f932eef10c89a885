import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { test } from "node:test";
import { announcement } from "../../web/js/announcement.js";
import { invitation, pass } from "../../web/js/client/address.js";
import { device } from "../../web/js/client/device.js";
import { initial } from "../../web/js/client/reduce.js";
import { stillness } from "../../web/js/page.js";
import { en } from "../../web/js/texts/en.js";
import { words } from "../../web/js/texts/texts.js";
import { size } from "../../web/js/views/stage/poll.js";
import { imported, PAGES, WEB } from "./graph.mjs";
import { poll } from "./made.mjs";

const files = readdirSync(WEB, { recursive: true }).filter((file) => statSync(new URL(file, WEB)).isFile());
const ours = files.filter((file) => /\.(js|css|html)$/.test(file) && !file.startsWith("vendor"));
const t = words(en, "en", ["en"]);

const seen = (phase, seq = 0, more = {}) => ({
  ...{
    room: "plenum",
    entered: true,
    connection: "online",
    polls: { p: { phase, seq, left: 2, prompt: "How?" } },
    ...more,
  },
});

test("a person who does not see the page hears what changes, once, and nothing that only moves", () => {
  assert.equal(announcement(seen("draft"), seen("open"), t), t.said.opened("How?"));
  assert.equal(announcement(seen("open"), seen("open"), t), "");
  assert.equal(announcement(seen("open"), seen("open", 1), t), t.said.counted);
  assert.equal(announcement(seen("open", 1), seen("closing", 1), t), "The poll closes in 2 seconds.");
  assert.equal(announcement(seen("closed"), seen("published"), t), t.said.published("How?"));
  assert.equal(announcement(seen("open"), seen("open", 0, { connection: "offline" }), t), t.said.offline);
});

test("a page redraws with a countdown four times a second, and else as soon as the agenda's minute is over", () => {
  const still = (one, now) => stillness({ ...initial, items: { polls: { [one.id]: one } } }, now);
  assert.equal(still(poll({ closes: 70_000 }), 65_000), 250);
  assert.equal(still(poll({ closes: 70_000, state: "closed" }), 65_000), 55_000);
  assert.equal(stillness(initial, 120_000), 60_000);
});

test("entering a room tells nothing that has been there before", () => {
  assert.equal(announcement(seen("open", 0, { entered: false, polls: {} }), seen("published"), t), "");
  assert.equal(announcement(seen("open", 0, { room: "foyer" }), seen("open"), t), "");
});

test("an attendee's link names the code and perhaps the room", () => {
  assert.deepEqual(invitation("#JC2020/plenum"), { code: "JC2020", room: "plenum" });
  assert.deepEqual(invitation("#JC2020"), { code: "JC2020", room: "" });
  assert.deepEqual(invitation(""), { code: "", room: "" });
  assert.deepEqual(invitation("#%E0%A4%A"), { code: "%E0%A4%A", room: "" });
  assert.deepEqual(invitation("#token=&room=plenum"), { code: "", room: "" });
});

test("a staff link names the token and the room", () => {
  assert.deepEqual(pass("#token=a.b-c_d&room=plenum"), { token: "a.b-c_d", room: "plenum" });
  assert.equal(pass("#room=plenum"), null);
});

test("leaving deletes all that the pages kept, and nothing of others", () => {
  const held = new Map([["theirs", "1"]]);
  const kept = device(() => ({
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => held.set(key, value),
    removeItem: (key) => held.delete(key),
    key: (index) => [...held.keys()][index] ?? null,
    get length() {
      return held.size;
    },
  }));
  kept.write("attendee", { token: "t" });
  kept.write("settings", { language: "de" });
  kept.write("unsent.v1", { sent: 0 });
  assert.deepEqual(kept.read("attendee"), { token: "t" });
  assert.deepEqual(kept.keys("unsent."), ["unsent.v1"]);
  kept.forget("unsent.");
  assert.deepEqual(kept.keys(""), ["attendee", "settings"]);
  kept.forget();
  assert.deepEqual([...held], [["theirs", "1"]]);
});

test("without a storage the page still works until it is closed", () => {
  const kept = device(() => {
    throw new Error("SecurityError");
  });
  kept.write("settings", { language: "de" });
  assert.deepEqual(kept.read("settings"), { language: "de" });
});

test("the more there is to read on the stage, the smaller it gets, and never too small", () => {
  const sizes = [3, 8, 14].map((n) => size("How was the day?", Array(n).fill("An option of ordinary length"), true));
  assert.deepEqual(sizes, [...sizes].sort().reverse());
  assert.ok(size("How?", ["Yes", "No"], false) === 1);
  assert.ok(size("x".repeat(300), Array(20).fill("y".repeat(200)), true) >= 0.28);
});

test("text goes in as text, nothing is evaluated, nothing comes from elsewhere", () => {
  for (const file of ours) {
    const source = readFileSync(new URL(file, WEB), "utf8");
    assert.doesNotMatch(source, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/, file);
    assert.doesNotMatch(source.replaceAll(/@import|@param \{import/g, ""), /["'(]https?:\/\//, file);
  }
});

test("no page carries inline script or style", () => {
  for (const file of files.filter((file) => file.endsWith(".html"))) {
    const source = readFileSync(new URL(file, WEB), "utf8");
    assert.doesNotMatch(source, /\sstyle=|\son\w+=|<style|<script(?![^>]*src=)/, file);
  }
});

test("no file of the pages is left behind by all of them", () => {
  const wanted = ["js/sound/player.js", ...PAGES.flatMap(workletOf)]; // loaded by who wants to hear the room
  const scripts = [...PAGES.map(scriptOf), "js/client/index.js", ...wanted];
  const used = new Set(scripts.flatMap((script) => [...imported(new URL(script, WEB))]));
  const others = /^js\/(texts\/|client\/wire\.js$)/; // loaded by language; types only
  const unused = files.filter((file) => /\.js$/.test(file) && !others.test(file) && !used.has(file));
  assert.deepEqual(unused, []);
});

function workletOf(page) {
  const [, worklet] = readFileSync(new URL(page, WEB), "utf8").match(/<meta name="applause" content="([^"]+)">/) ?? [];
  return worklet ? [worklet] : [];
}

function scriptOf(page) {
  return readFileSync(new URL(page, WEB), "utf8").match(/<script type="module" src="([^"]+)">/)[1];
}

test("all pages begin with the same header, which the views then draw", () => {
  const [first, ...others] = PAGES.map((page) => {
    const [, begun] = readFileSync(new URL(page, WEB), "utf8").match(/<div id="page">([\s\S]*)<\/div>/);
    return begun;
  });
  for (const other of others) assert.equal(other, first);
  const drawn = readFileSync(new URL("js/views/mark.js", WEB), "utf8");
  const paths = [...drawn.matchAll(/ d="([^"]+)"/g)].map(([, path]) => path);
  assert.equal(paths.length, 3);
  for (const path of paths) assert.ok(first.includes(path), path);
});
