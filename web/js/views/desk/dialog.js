import { html, useEffect, useRef } from "../../../vendor/htm-preact/standalone.module.js";

/**
 * What stands before everything else until it is closed; then the focus is where it was.
 * @param {{ title: unknown, testid: string, close: () => void, t: import("../../texts/texts.js").Words, look?: string,
 *   children: unknown, asks?: boolean }} props `asks`: its answers are its only ends
 */
export function Dialog({ title, testid, close, t, look = "", children, asks = false }) {
  const node = /** @type {{ current: HTMLDialogElement | null }} */ (useRef(null));
  useEffect(() => {
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    const dialog = node.current;
    // A browser that knows no dialogs shows it in its place.
    if (dialog?.showModal) dialog.showModal();
    else dialog?.setAttribute("open", "");
    return () => {
      dialog?.close?.();
      const back = before?.isConnected ? before : document.getElementById("content");
      back?.focus();
    };
  }, []);
  const cancel = (/** @type {Event} */ event) => {
    if (event.target !== node.current) return;
    event.preventDefault();
    close();
  };
  return html`<dialog ref=${node} class="dialog ${look}" data-testid=${testid} aria-labelledby="title-${testid}" onCancel=${cancel}>
    <header class="dialog-head">
      <h2 id="title-${testid}" tabindex="-1" autofocus>${title}</h2>
      ${!asks && html`<button type="button" class="press" data-testid="dismiss" onClick=${close}>${t.step.dismiss}</button>`}
    </header>
    ${children}
  </dialog>`;
}
