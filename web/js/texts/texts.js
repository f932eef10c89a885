import { own } from "../client/own.js";

/** @typedef {import("../client/wire.js").Text} Text */
/**
 * The texts of all pages; a view of one page knows that its own are there too.
 * @typedef {typeof import("./de.js").de & typeof import("./attendee.de.js").attendee & typeof import("./stage.de.js").stage
 *   & typeof import("./desk.de.js").desk & typeof import("./lab.de.js").lab} Table
 */
/** @typedef {"de" | "en"} Language */
/** @typedef {Record<Language, () => Promise<Table>>} Tables what a page can say, each loaded only if it is read */

/** @type {Language[]} */
const LANGUAGES = ["de", "en"];

/**
 * @param {Promise<Record<string, object>>[]} modules of texts
 * @returns {Promise<Table>} all of them as one
 */
export async function together(...modules) {
  const all = await Promise.all(modules);
  return Object.assign({}, ...all.flatMap((module) => Object.values(module)));
}

/**
 * @param {{ setting: string | null, event: readonly string[], device: readonly string[] }} wishes the event's
 *   languages, first is its own; the device's, best first
 * @returns {{ language: Language, offered: Language[] }}
 */
export function languages({ setting, event, device }) {
  const offered = event.length > 0 ? LANGUAGES.filter((language) => event.includes(language)) : LANGUAGES;
  const some = offered.length > 0 ? offered : LANGUAGES;
  const wished = [setting, ...device.map((tag) => tag.slice(0, 2))];
  const own = event.length > 0 ? event : ["en"];
  const found = [...wished, ...own].find((language) => some.includes(/** @type {Language} */ (language)));
  return { language: /** @type {Language} */ (found ?? some[0]), offered: some };
}

/**
 * What the pages say in one language, with the texts of the event file and its numbers and times.
 * @param {Table} table
 * @param {Language} language
 * @param {readonly string[]} fallbacks the event's languages
 */
export function words(table, language, fallbacks) {
  const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
  const day = new Intl.DateTimeFormat(language, { dateStyle: "full" });
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const decimal = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

  /**
   * @param {Text} text
   * @returns {{ text: string, lang: string | undefined }} `lang` where it is not this page's language
   */
  function pick(text) {
    if (typeof text === "string") return { text, lang: undefined };
    const lang = [language, ...fallbacks, ...Object.keys(text)].find((one) => text[one] !== undefined) ?? "";
    return { text: text[lang] ?? "", lang: lang === language ? undefined : lang };
  }

  return {
    ...table,
    language,
    pick,
    plain: (/** @type {Text} */ text) => pick(text).text,
    time: (/** @type {number} */ at) => time.format(at),
    day: (/** @type {number} */ at) => day.format(at),
    span: (/** @type {number} */ from, /** @type {number} */ to) => day.formatRange(from, to),
    percent: (/** @type {number} */ share) => percent.format(share),
    decimal: (/** @type {number} */ n) => decimal.format(n),
    whole: (/** @type {number} */ n) => whole.format(n),
    why: (/** @type {string} */ code, message = "") =>
      own(/** @type {Record<string, string>} */ (table.codes), code) ?? (message || table.codes.internal),
  };
}

/** @typedef {ReturnType<typeof words>} Words */
