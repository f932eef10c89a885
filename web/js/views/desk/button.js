import { html, useEffect, useRef } from "../../../vendor/htm-preact/standalone.module.js";

/**
 * One action. What comes next often stands where this stood: the second half of a double click must not take it. If it
 * is gone afterwards, the focus goes to what else can be done there.
 * @param {{ testid: string, onClick: () => unknown, children: unknown, look?: string, still?: boolean, label?: string }} props
 *   `still`: it cannot be done now; `label`: what it does, where that is not to be seen
 */
export function Button({ testid, onClick, children, look = "press", still = false, label }) {
  const node = /** @type {{ current: HTMLElement | null }} */ (useRef(null));
  useEffect(
    () => () => {
      if (!node.current || document.activeElement !== node.current) return;
      const home = node.current.closest("article, section, dialog");
      setTimeout(() => home?.querySelector("button")?.focus());
    },
    [],
  );
  const press = (/** @type {MouseEvent} */ { detail }) => still || detail > 1 || onClick();
  return html`<button ref=${node} type="button" class=${look} data-testid=${testid} aria-label=${label}
    aria-disabled=${still ? "true" : "false"} onClick=${press}>${children}</button>`;
}
