import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { loudspeakers } from "./loudspeakers.mjs";

const browser = loudspeakers();
const { sound } = await import("../../web/js/sound/sound.js");
await import("../../web/js/sound/player.js");

/** A room of more than can be told one by one. */
const crowd = (seq) => [seq, 30, 30, 8];
const one = (seq) => [seq, 1, 1, 8, "JA"];
const playing = () => browser.contexts.at(-1);

beforeEach(() => browser.anew());

async function listening(options) {
  const tab = await browser.tab(sound, options);
  await tab.enters("plenum");
  return tab;
}

test("what could not be loaded is loaded five seconds later, in the same context", async () => {
  browser.net.down = true;
  const tab = await listening();
  assert.deepEqual([tab.shown().failing, tab.shown().unable, tab.shown().locked], [true, false, false]);
  browser.net.down = false;
  await browser.passes(5000);
  assert.deepEqual([tab.shown().failing, tab.shown().on], [false, true]);
  tab.ears.tick(one(1), browser.world.clock());
  assert.equal(playing().plays(0.5).length, 1);
  assert.equal(browser.contexts.length, 1);
});

test("who leaves after that and joins again hears the room", async () => {
  browser.net.down = true;
  const tab = await listening();
  await tab.leaves();
  assert.equal(tab.shown().failing, false);
  browser.net.down = false;
  await tab.enters("plenum");
  await browser.passes(5000);
  tab.ears.tick(one(1), browser.world.clock());
  assert.equal(playing().plays(0.5).length, 1);
  assert.deepEqual(
    browser.contexts.map(({ state }) => state),
    ["closed", "running"],
  );
});

test("a load that fails after one has left says nothing of the next one", async () => {
  browser.net.down = true;
  const tab = await browser.tab(sound);
  void tab.enters("plenum");
  void tab.leaves();
  await browser.settle();
  assert.equal(tab.shown().failing, false);
});

const changes = {
  "another room has been entered": async (tab) => {
    await tab.follow({ room: "forum", entered: false });
    playing().plays(0.02);
    await tab.enters("forum");
  },
  "the room's switch was off and on": async (tab) => {
    await tab.follow({ items: { rooms: { plenum: { id: "plenum", applause: false } } } });
    playing().plays(0.02);
    await tab.enters("plenum");
  },
  "it was muted and no longer is": async (tab) => {
    tab.shown().turn(false);
    playing().plays(0.02);
    tab.shown().turn(true);
  },
};

for (const [when, change] of Object.entries(changes)) {
  test(`as soon as ${when}, one's own claps and those of others are heard, and nothing from before`, async () => {
    const tab = await listening();
    for (const seq of [1, 2, 3]) {
      tab.ears.tick(crowd(seq), browser.world.clock());
      playing().plays(0.25);
    }
    await change(tab);
    playing().plays(0.06);
    assert.deepEqual(playing().plays(0.1), []);
    tab.ears.clap(8);
    assert.equal(playing().plays(0.3).length, 1);
    tab.ears.tick(one(11), browser.world.clock() + 5000);
    assert.equal(playing().plays(0.3).length, 1);
  });
}

test("what is muted in one tab and then not in another sounds in both, and both show it at once", async () => {
  const [first, second] = [await listening(), await listening()];
  const here = playing();
  second.shown().turn(false);
  const told = first.told();
  assert.equal(first.shown().on, false);
  first.shown().turn(true);
  await browser.passes(3000);
  assert.equal(here.state, "running");
  second.ears.clap(8);
  assert.equal(here.plays(0.3).length, 1);
  second.shown().turn(false);
  assert.ok(first.told() > told + 1);
  await browser.passes(3000);
  assert.deepEqual(
    browser.contexts.map(({ state }) => state),
    ["suspended", "suspended"],
  );
});

test("what has been muted and left leaves nothing to be rejected", async () => {
  const tab = await listening();
  tab.shown().turn(false);
  await tab.leaves();
  await browser.passes(3000);
  assert.equal(playing().state, "closed");
});

test("a phone that is asked to sound hears no tick of phones, whatever becomes of its clock meanwhile", async () => {
  const tab = await listening({ usual: false, screen: "phone" });
  assert.equal(browser.contexts.length, 0);
  tab.shown().turn(true);
  await tab.follow({ screen: "laptop" });
  const hears = (seq, after) => {
    tab.ears.tick(one(seq), browser.world.clock() + after);
    return playing().plays(0.3).length;
  };
  assert.deepEqual([hears(1, 0), hears(2, 2400), hears(3, 2600)], [0, 0, 1]);
  browser.set(-60_000);
  assert.equal(hears(4, 0), 1);
});
