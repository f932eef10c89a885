import { together } from "./texts.js";

/** @type {import("./texts.js").Tables} */
export const texts = {
  de: () => together(import("./de.js"), import("./lab.de.js")),
  en: () => together(import("./en.js"), import("./lab.en.js")),
};
