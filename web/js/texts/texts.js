import { own } from "../client/own.js";

/** @typedef {import("../client/wire.js").Text} Text */
/**
 * The texts of all pages; a view of one page knows that its own are there too.
 * @typedef {typeof import("./de.js").de & typeof import("./attendee.de.js").attendee & typeof import("./stage.de.js").stage
 *   & typeof import("./desk.de.js").desk} Table
 */
/** @typedef {keyof typeof tables.attendee} Language */

/**
 * @param {Promise<object>[]} halves
 * @returns {Promise<Table>}
 */
async function together(...halves) {
  return Object.assign({}, ...(await Promise.all(halves)));
}

const shared = {
  de: async () => (await import("./de.js")).de,
  en: async () => (await import("./en.js")).en,
};

/** Only what is read is loaded: by page and language. */
export const tables = {
  attendee: {
    de: () =>
      together(
        shared.de(),
        import("./attendee.de.js").then(({ attendee }) => attendee),
      ),
    en: () =>
      together(
        shared.en(),
        import("./attendee.en.js").then(({ attendee }) => attendee),
      ),
  },
  stage: {
    de: () =>
      together(
        shared.de(),
        import("./stage.de.js").then(({ stage }) => stage),
      ),
    en: () =>
      together(
        shared.en(),
        import("./stage.en.js").then(({ stage }) => stage),
      ),
  },
  desk: {
    de: () =>
      together(
        shared.de(),
        import("./desk.de.js").then(({ desk }) => desk),
      ),
    en: () =>
      together(
        shared.en(),
        import("./desk.en.js").then(({ desk }) => desk),
      ),
  },
};

/**
 * @param {{ setting: string | null, event: readonly string[], device: readonly string[] }} wishes the event's
 *   languages, first is its own; the device's, best first
 * @returns {{ language: Language, offered: Language[] }}
 */
export function languages({ setting, event, device }) {
  const known = /** @type {Language[]} */ (Object.keys(tables.attendee));
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
    why: (/** @type {string} */ code, message = "") =>
      own(/** @type {Record<string, string>} */ (table.codes), code) ?? (message || table.codes.internal),
  };
}

/** @typedef {ReturnType<typeof words>} Words */
