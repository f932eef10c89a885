import { together } from "./texts.js";

/** @type {import("./texts.js").Tables} */
export const texts = {
  de: () => together(import("./de.js"), import("./stage.de.js")),
  en: () => together(import("./en.js"), import("./stage.en.js")),
};
