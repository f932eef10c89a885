import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { de } from "../../web/js/texts/de.js";
import { en } from "../../web/js/texts/en.js";
import { languages, tables, words } from "../../web/js/texts/texts.js";

const all = { de, en };

const JS = new URL("../../web/js/", import.meta.url);
const sources = readdirSync(JS, { recursive: true })
  .filter((file) => file.endsWith(".js") && !/texts\/(de|en)\.js$/.test(file))
  .map((file) => readFileSync(new URL(file, JS), "utf8"))
  .join("\n");

const keys = (texts, path = "") =>
  Object.entries(texts).flatMap(([key, text]) =>
    typeof text === "object" ? keys(text, `${path}${key}.`) : [path + key],
  );

test("both languages say the same things", () => {
  assert.deepEqual(keys(all.en), keys(all.de));
  assert.deepEqual(Object.keys(tables), Object.keys(all));
  for (const language of Object.values(all)) assert.ok(keys(language).length > 80);
});

test("every text is used somewhere", () => {
  // Tables are read by a key that comes from the wire or from a state: t.phases[reached].
  const unused = keys(all.de).filter((key) => {
    const [first, second] = key.split(".");
    const table = new RegExp(`\\.${first}(\\[|\\))`);
    return second && table.test(sources) ? false : !sources.includes(`t.${key}`) && !/\bt\[/.test(key);
  });
  const byState = ["offline", "barred"]; // t[connection] in views/shell.js
  assert.deepEqual(
    unused.filter((key) => !byState.includes(key) && !key.startsWith("codes.")),
    [],
  );
});

test("the setting comes first, then the device's language if the event has it, then the event's own", () => {
  const pick = (setting, event, device) => languages({ setting, event, device }).language;
  assert.equal(pick("en", ["de", "en"], ["de-DE"]), "en");
  assert.equal(pick(null, ["de", "en"], ["fr-FR", "en-GB", "de"]), "en");
  assert.equal(pick(null, ["de", "en"], ["fr-FR"]), "de");
  assert.equal(pick("en", ["de"], ["en"]), "de");
  assert.equal(pick(null, ["fr"], ["de-AT"]), "de");
  assert.equal(pick(null, [], ["fr"]), "en");
});

test("a text of the event falls back to the event's first language and says which it is", () => {
  const t = words(en, "en", ["de", "en"]);
  assert.deepEqual(t.pick({ de: "Hallo", en: "Hello" }), { text: "Hello", lang: undefined });
  assert.deepEqual(t.pick({ de: "Hallo" }), { text: "Hallo", lang: "de" });
  assert.deepEqual(t.pick("Plenum"), { text: "Plenum", lang: undefined });
});

test("a code that nobody has a sentence for is explained by the server's, or in general", () => {
  const t = words(en, "en", ["en"]);
  assert.equal(t.why("wrong_code"), all.en.codes.wrong_code);
  assert.equal(t.why("brand_new", "Something new."), "Something new.");
  assert.equal(t.why("brand_new"), all.en.codes.internal);
});
