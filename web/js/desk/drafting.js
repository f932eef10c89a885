/** @typedef {import("../client/wire.js").Poll} Poll */
/** @typedef {import("../client/wire.js").Form} Form */
/** @typedef {import("../client/wire.js").Text} Text */
/** @typedef {Record<string, string>} Typed by language */

/**
 * A poll as it is being written: every text in every language, blank ones too. `mouths`: how many words each.
 * @typedef {{ kind: Form["kind"], prompt: Typed, options: { id: string, text: Typed }[], min: number, max: number,
 *   low: number, high: number, mouths: number, results: Form["results"], secret: boolean }} Values
 */

/** What a poll may have: characters, options, words of one person, the ends of a scale. */
export const LIMITS = { prompt: 300, option: 200, options: [2, 20], words: 5, scale: [0, 10] };

/**
 * @param {readonly string[]} languages of the event
 * @returns {Values} a poll of which nothing is written yet
 */
export function blank(languages) {
  const options = ["o1", "o2"].map((id) => ({ id, text: typed("", languages) }));
  const bounds = { min: 1, max: 2, low: 1, high: 5, mouths: 3 };
  return { kind: "single", prompt: typed("", languages), options, ...bounds, results: "on_publish", secret: true };
}

/**
 * @param {Form} poll
 * @param {readonly string[]} languages
 * @returns {Values}
 */
export function valuesOf(poll, languages) {
  const { kind, min, max, low, high, results, secret } = poll;
  const empty = blank(languages);
  const options = poll.options.map(({ id, text }) => ({ id, text: typed(text, languages) }));
  return {
    ...empty,
    ...{ kind, prompt: typed(poll.prompt, languages), results, secret },
    ...(options.length > 0 ? { options } : {}),
    ...(kind === "multiple" ? { min, max } : {}),
    ...(kind === "scale" ? { low, high } : {}),
    ...(kind === "words" ? { mouths: max } : {}),
  };
}

/**
 * @param {Values} values
 * @param {readonly string[]} languages
 * @returns {Form} as it is sent: without blank options, and without what its kind does not have
 */
export function formOf(values, languages) {
  const { kind, results, secret } = values;
  const written = values.options.filter(({ text }) => isWritten(text));
  const options = written.map(({ id, text }) => ({ id, text: textOf(text, languages) }));
  const bare = { kind, prompt: textOf(values.prompt, languages), options: [], min: 1, max: 1, low: 0, high: 0 };
  const rest = { results, secret };
  if (kind === "scale") return { ...bare, low: values.low, high: values.high, ...rest };
  if (kind === "words") return { ...bare, max: values.mouths, ...rest };
  if (kind === "single") return { ...bare, options, ...rest };
  const max = Math.max(1, Math.min(values.max, options.length));
  return { ...bare, options, max, min: Math.min(values.min, max), ...rest };
}

/**
 * @param {Values} values
 * @param {readonly string[]} languages
 * @returns {Record<string, "empty" | "blank" | "long" | "few" | "many" | "ends">} what must be mended, by field: `prompt`,
 *   `options`, `options/ID`, `high`; nothing for what can be sent
 */
export function mistakes(values, languages) {
  /** @type {ReturnType<typeof mistakes>} */
  const found = {};
  const [own = "en"] = languages;
  const wrong = (/** @type {Typed} */ text, /** @type {number} */ most) => {
    if (!text[own]?.trim()) return "empty";
    return Object.values(text).some((one) => [...one.trim()].length > most) ? "long" : null;
  };
  const prompt = wrong(values.prompt, LIMITS.prompt);
  if (prompt) found.prompt = prompt;
  if (values.kind === "scale" && values.low >= values.high) found.high = "ends";
  if (values.kind !== "single" && values.kind !== "multiple") return found;
  const [least = 0, most = 0] = LIMITS.options;
  const written = values.options.filter(({ text }) => isWritten(text));
  if (written.length < least) {
    found.options = "few";
    const missing = values.options.filter(({ text }) => !isWritten(text)).slice(0, least - written.length);
    for (const { id } of missing) found[`options/${id}`] = "blank";
  }
  if (written.length > most) found.options = "many";
  for (const { id, text } of written) {
    const no = wrong(text, LIMITS.option);
    if (no) found[`options/${id}`] = no;
  }
  return found;
}

/**
 * @param {Values["options"]} options
 * @returns {string} an id that none of them has
 */
export function nextId(options) {
  let n = options.length + 1;
  while (options.some(({ id }) => id === `o${n}`)) n++;
  return `o${n}`;
}

/**
 * @template T
 * @param {readonly T[]} list
 * @param {number} from
 * @param {number} to where it stands afterwards
 * @returns {T[]}
 */
export function moved(list, from, to) {
  const rest = list.filter((_, at) => at !== from);
  return [...rest.slice(0, to), .../** @type {T[]} */ ([list[from]]), ...rest.slice(to)];
}

/** @param {Typed} text */
function isWritten(text) {
  return Object.values(text).some((one) => one.trim() !== "");
}

/**
 * @param {Text} text
 * @param {readonly string[]} languages
 * @returns {Typed} a text for all languages is one in the event's own
 */
function typed(text, languages) {
  const [own = "en"] = languages;
  const known = typeof text === "string" ? { [own]: text } : text;
  return Object.fromEntries([own, ...languages].map((language) => [language, known[language] ?? ""]));
}

/**
 * @param {Typed} text
 * @param {readonly string[]} languages
 * @returns {Text}
 */
function textOf(text, languages) {
  const [own = "en"] = languages;
  const written = Object.entries(text).map(([language, one]) => [language, one.trim()]);
  const some = written.filter(([, one]) => one);
  return some.length > 1 ? Object.fromEntries(some) : (text[own] ?? "").trim();
}
