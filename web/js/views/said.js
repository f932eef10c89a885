import { html } from "../../vendor/htm-preact/standalone.module.js";

/**
 * A text of the event file, marked where it is not in the page's language.
 * @param {{ of: import("../client/wire.js").Text, t: import("../texts/texts.js").Words }} props
 */
export function Said({ of, t }) {
  const { text, lang } = t.pick(of);
  return lang ? html`<span lang=${lang}>${text}</span>` : text;
}
