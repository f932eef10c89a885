/** @typedef {import("../texts/texts.js").Words} Words */
/** @typedef {import("../client/wire.js").Text} Text */
/** @typedef {{ what: string, was: string, is: string }} Difference in words, of one field */

/** What is told of each list's items, in this order. */
const FIELDS = {
  polls: ["state", "round", "closes", "prompt", "kind", "options", "min", "max", "low", "high", "results", "secret"],
  questions: ["state", "answered", "answer", "labels", "into", "text"],
  rooms: ["questions", "applause", "notice", "pinned", "stage"],
  helps: ["state", "answer"],
};

/**
 * What somebody else has changed meanwhile.
 * @param {keyof typeof FIELDS} list
 * @param {any} before the item that was decided on
 * @param {any} after as it is now; undefined or gone if it is there no more
 * @param {Words} t
 * @param {(id: string) => string} name of a question or poll that an item names
 * @returns {Difference[]} none if nothing has changed as far as is known here
 */
export function differences(list, before, after, t, name) {
  if (!before || before.gone) return [];
  if (!after || after.gone) return [{ what: t.thingNames[list], was: t.changes.there, is: t.changes.gone }];
  return FIELDS[list].flatMap((field) => {
    const [was, is] = [before[field], after[field]];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    if (field === "options") return options(was, is, t);
    const what = t.fieldNames[/** @type {"state"} */ (field)] ?? field;
    return [{ what, was: worded(list, field, was, t, name), is: worded(list, field, is, t, name) }];
  });
}

/**
 * @param {keyof typeof FIELDS} list
 * @param {string} field
 * @param {any} value
 * @param {Words} t
 * @param {(id: string) => string} name
 * @returns {string}
 */
function worded(list, field, value, t, name) {
  if (value === null || value === undefined || value === "" || value.length === 0) return t.changes.nothing;
  switch (field) {
    case "state":
      return list === "polls" ? t.phases[/** @type {"open"} */ (value)] : t.itemStates[/** @type {"shown"} */ (value)];
    case "kind":
      return t.pollKinds[/** @type {"single"} */ (value)];
    case "results":
      return t.results[/** @type {"live"} */ (value)];
    case "questions":
      return t.questionsModes[/** @type {"open"} */ (value)];
    case "closes":
      return t.time(value);
    case "labels":
      return value.join(", ");
    case "into":
    case "pinned":
      return t.changes.quoted(name(value));
    case "stage":
      return value.show === "join" ? t.switches.invitation : t.changes.quoted(name(value.show));
    default:
      if (typeof value === "boolean") return value ? t.changes.yes : t.changes.no;
      return typeof value === "number" ? String(value) : t.changes.quoted(everyLanguage(value));
  }
}

/**
 * @param {{ id: string, text: Text }[]} before
 * @param {{ id: string, text: Text }[]} after
 * @param {Words} t
 * @returns {Difference[]} one for each option that is another, and one for their order
 */
function options(before, after, t) {
  const ids = [...new Set([...before, ...after].map(({ id }) => id))];
  const text = (/** @type {typeof before} */ options, /** @type {string} */ id) => {
    const found = options.find((option) => option.id === id);
    return found ? t.changes.quoted(everyLanguage(found.text)) : t.changes.nothing;
  };
  const others = ids.flatMap((id) => {
    const [was, is] = [text(before, id), text(after, id)];
    return was === is ? [] : [{ what: t.changes.option, was, is }];
  });
  const order = (/** @type {typeof before} */ one, /** @type {typeof before} */ other) =>
    one.filter(({ id }) => other.some((option) => option.id === id)).map(({ id }) => id);
  const [was, is] = [order(before, after), order(after, before)];
  if (was.join() === is.join()) return others;
  const words = (/** @type {string[]} */ ids) => ids.map((id) => text(after, id)).join(", ");
  return [...others, { what: t.changes.order, was: words(was), is: words(is) }];
}

/** @param {Text} text */
function everyLanguage(text) {
  return typeof text === "string" ? text : Object.values(text).join(" / ");
}
