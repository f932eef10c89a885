import { html } from "../../../vendor/htm-preact/standalone.module.js";
import { here } from "../../client/place.js";

/** @param {Pick<import("../../page.js").Props, "state" | "t">} props what the moderators want everybody in the room to know */
export function Notice({ state, t }) {
  const text = here(state)?.notice;
  if (!text) return null;
  const length = text.length < 250 ? "short" : text.length < 550 ? "medium" : "long";
  return html`<section class="notice ${length}" aria-label=${t.notice} data-testid="notice"><p>${text}</p></section>`;
}
