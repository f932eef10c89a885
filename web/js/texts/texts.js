import { own } from "../client/own.js";

/** @typedef {import("../client/wire.js").Text} Text */
/** @typedef {typeof import("./de.js").de} Table */
/** @typedef {keyof typeof tables} Language */

/** Only the language that is read is loaded. @satisfies {Record<string, () => Promise<Table>>} */
export const tables = {
  de: async () => (await import("./de.js")).de,
  en: async () => (await import("./en.js")).en,
};

/**
 * @param {{ setting: string | null, event: readonly string[], device: readonly string[] }} wishes the event's
 *   languages, first is its own; the device's, best first
 * @returns {{ language: Language, offered: Language[] }}
 */
export function languages({ setting, event, device }) {
  const known = /** @type {Language[]} */ (Object.keys(tables));
  const offered = event.length > 0 ? known.filter((language) => event.includes(language)) : known;
  const some = offered.length > 0 ? offered : known;
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
    why: (/** @type {string} */ code, message = "") =>
      own(/** @type {Record<string, string>} */ (table.codes), code) ?? (message || table.codes.internal),
  };
}

/** @typedef {ReturnType<typeof words>} Words */
