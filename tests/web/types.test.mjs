import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../", import.meta.url);
const path = (name) => fileURLToPath(new URL(name, ROOT));
const { messages } = JSON.parse(readFileSync(new URL("docs/asyncapi.json", ROOT), "utf8")).components;

/** A source that names each example of the protocol as a value of the client's types. */
function source(examples) {
  const wire = JSON.stringify(path("web/js/client/wire.js"));
  const items = Object.entries({
    ...{ event: "EventItem", polls: "Poll", tallies: "Tally", questions: "Question", board: "Board" },
    ...{ mood: "Atmosphere", floor: "Floor", helps: "HelpRequest" },
  }).map(([list, type]) => `${list}?: (import(${wire}).${type} | Gone)[]`);
  return `
    type Wire = import(${wire}).WireFrame;
    type Heard<T> = T extends unknown ? Omit<T, "heard"> : never;
    type Gone = { id: string, rev: number, gone: true };
    type Lists = { ${items.join(", ")}, rooms?: (import(${wire}).Room | import(${wire}).Door)[] };
    type Exact<T> = T extends { items?: unknown } ? Omit<T, "items"> & { items?: Lists } : T;
    type There = { action: "enter", id: string, room: string, screen: import(${wire}).Screen }
      | { action: "ping", id: string, room: string, rev: number, quiet?: number };
    export const commands: (import(${wire}).Command | import(${wire}).Clap | There)[] =
      ${JSON.stringify(examples.filter(({ action }) => action))};
    export const frames: Exact<Heard<Wire>>[] = ${JSON.stringify(examples.filter(({ type }) => type))};
  `;
}

/** What TypeScript says of them; empty if nothing. */
function complaints(examples) {
  const folder = mkdtempSync(path("node_modules/.types-"));
  try {
    writeFileSync(`${folder}/examples.ts`, source(examples));
    const options = [
      "--ignoreConfig",
      "--noEmit",
      "--strict",
      "--allowJs",
      "--target",
      "es2022",
      "--module",
      "nodenext",
      "--types",
      "",
    ];
    execFileSync(path("node_modules/.bin/tsc"), [...options, "--lib", "es2023,dom", `${folder}/examples.ts`], {
      encoding: "utf8",
    });
    return "";
  } catch (failed) {
    return failed.stdout || String(failed);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("the client's types are the protocol's: every example of it is of them, field by field", () => {
  const examples = Object.values(messages).flatMap(({ examples }) => examples.map(({ payload }) => payload));
  assert.ok(examples.length > 60);
  assert.equal(complaints(examples), "");
});

test("a field that the types do not know is noticed", () => {
  const vote = messages["Command.vote"].examples[0].payload;
  assert.match(complaints([{ ...vote, colour: "red" }]), /colour/);
  const { round: _, ...less } = vote;
  assert.notEqual(complaints([less]), "");
});
