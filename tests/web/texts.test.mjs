import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { texts as attendee } from "../../web/js/texts/attendee.js";
import { de } from "../../web/js/texts/de.js";
import { texts as desk } from "../../web/js/texts/desk.js";
import { texts as lab } from "../../web/js/texts/lab.js";
import { texts as stage } from "../../web/js/texts/stage.js";
import { languages, words } from "../../web/js/texts/texts.js";

const JS = new URL("../../web/js/", import.meta.url);
const sources = Object.fromEntries(
  readdirSync(JS, { recursive: true })
    .filter((file) => file.endsWith(".js") && !/^(texts|client)\//.test(file))
    .map((file) => [file, readFileSync(new URL(file, JS), "utf8")]),
);
const all = {};
for (const [page, languages] of Object.entries({ attendee, stage, desk, lab })) {
  all[page] = { de: await languages.de(), en: await languages.en() };
}
const en = all.attendee.en;

const entries = (texts, path = "") =>
  Object.entries(texts).flatMap(([key, text]) =>
    typeof text === "object" ? entries(text, `${path}${key}.`) : [[path + key, text]],
  );
const keys = (texts) => entries(texts).map(([key]) => key);
const said = (text) => (typeof text === "function" ? text.toString() : text);

test("both languages say the same things", () => {
  for (const { de, en } of Object.values(all)) {
    assert.deepEqual(keys(en), keys(de));
    assert.ok(keys(en).length > 60);
  }
});

test("a mood has one name, for whoever feels it and for whoever reads of it", () => {
  for (const { de, en } of [all.attendee, all.desk]) {
    assert.equal(de.moods[5], "sehr gut");
    assert.equal(en.moods[5], "very well");
  }
  assert.deepEqual(
    Object.values(all).flatMap(({ de }) => Object.keys(de).filter((key) => /^mood[A-Z]/.test(key))),
    [],
  );
});

test("the info desk is one place, and has one name in German", () => {
  for (const { de } of Object.values(all)) {
    const other = entries(de).filter(([, text]) => /info-?(desk|stand|theke)/i.test(said(text)));
    assert.deepEqual(other, []);
  }
});

test("nothing is left untranslated in a table", () => {
  const alike = ["names.de", "names.en", "ticket", "desks.moderator", "desks.organiser"];
  for (const { de: own, en } of Object.values(all)) {
    const german = new Map(entries(own));
    const same = entries(en).filter(
      ([key, text]) => said(text) === said(german.get(key)) && /[a-z]{3}/i.test(said(text)),
    );
    assert.deepEqual(
      same.map(([key]) => key).filter((key) => !alike.includes(key)),
      [],
    );
    const foreign = entries(en).filter(
      ([key, text]) => /[äöüß]|\b(und|der|die|das|nicht|Sie)\b/.test(said(text)) && !key.startsWith("names."),
    );
    assert.deepEqual(foreign, []);
  }
});

/** The words that stand in a view itself, between tags or in an attribute that is read out. */
function bare(source) {
  const found = [];
  for (const template of templates(source)) {
    const text = template.replace(/<\/?[^>]*>/g, " ");
    const attributes = [...template.matchAll(/\b(?:aria-label|alt|title|placeholder)="([^"]*)"/g)].map(
      ([, read]) => read,
    );
    found.push(...[text, ...attributes].flatMap((one) => one.match(/[A-Za-zÄÖÜäöüß]{2,}/g) ?? []));
  }
  return found;
}

/** The html`…` of a source, without what is put in. */
function templates(source) {
  const found = [];
  for (let at = source.indexOf("html`"); at >= 0; at = source.indexOf("html`", at + 1)) {
    let [text, depth] = ["", 0];
    for (let i = at + 5; i < source.length && (depth > 0 || source[i] !== "`"); i++) {
      if (source.startsWith("${", i)) depth++;
      else if (depth > 0 && source[i] === "{" && source[i - 1] !== "$") depth++;
      else if (depth > 0 && source[i] === "}") depth--;
      else if (depth === 0) text += source[i];
    }
    // An arrow in what was put in is gone by now, so that every > ends a tag.
    found.push(text);
  }
  return found;
}

test("no view has words of its own, which nobody would translate", () => {
  assert.deepEqual(bare(`html\`<p class="a" title="Hi there">Hello \${html\`<b>you</b>\`}</p>\``), [
    "Hello",
    "Hi",
    "there",
    "you",
  ]);
  assert.deepEqual(bare(`html\`<\${Link} ...\${{ a: { b: 1 } }} on=\${(x) => x > 1}>\${t.x}<//>\``), []);
  for (const [file, source] of Object.entries(sources)) {
    assert.deepEqual(
      bare(source).filter((word) => word !== "Beifall"),
      [],
      file,
    );
  }
});

test("every text is used, one page's own by that page", () => {
  // Tables are read by a key that comes from the wire or from a state: t.phases[reached].
  const uses = (source, key) => {
    const [first, second] = key.split(".");
    const isTable = second && new RegExp(`\\.${first}(\\[|\\))`).test(source);
    return isTable || new RegExp(`\\bt\\.${key}\\b`).test(source);
  };
  const everywhere = Object.values(sources).join("\n");
  const byState = ["offline", "barred"]; // t[connection] in views/shell.js
  const unused = keys(de).filter(
    (key) => !uses(everywhere, key) && !byState.includes(key) && !key.startsWith("codes."),
  );
  assert.deepEqual(unused, []);
  for (const [page, languages] of Object.entries(all)) {
    const own = Object.entries(sources).filter(
      ([file]) => !/^views\/.+\//.test(file) || file.startsWith(`views/${page}/`),
    );
    const source = own.map(([, text]) => text).join("\n");
    const its = keys(languages.de).filter((key) => !(key.split(".")[0] in de));
    assert.deepEqual(
      its.filter((key) => !uses(source, key)),
      [],
      page,
    );
  }
});

test("every code of the protocol has a sentence of its own", () => {
  const python = new URL("../../layers/beifall/python/beifall/domain/refusals.py", import.meta.url);
  const [, list] = readFileSync(python, "utf8").match(/Code = Literal\[([^\]]+)\]/);
  const codes = [...list.matchAll(/"(\w+)"/g)].map(([, code]) => code);
  assert.ok(codes.length > 20);
  for (const code of codes) assert.ok(en.codes[code], code);
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
  assert.equal(t.why("wrong_code"), en.codes.wrong_code);
  assert.equal(t.why("brand_new", "Something new."), "Something new.");
  assert.equal(t.why("brand_new"), en.codes.internal);
});

test("an average has one decimal place, as its language writes it", () => {
  assert.equal(words(de, "de", ["de"]).decimal(3.96), "4,0");
  assert.equal(words(en, "en", ["en"]).decimal(3.94), "3.9");
});
