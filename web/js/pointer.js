/** How long (ms) the pointer, and what belongs to it, is seen after it has moved. */
const SEEN = 3000;

/**
 * Marks the page as `data-idle` while nobody moves the mouse.
 * @param {HTMLElement} page
 */
export function pointer(page) {
  let timer = 0;
  const rest = () => {
    page.dataset.idle = "";
    // A click leaves the focus where it was, and what has it is shown: only a keyboard's is of use to anybody.
    const focused = /** @type {HTMLElement | null} */ (page.querySelector(":focus:not(:focus-visible)"));
    focused?.blur();
  };
  const move = () => {
    delete page.dataset.idle;
    clearTimeout(timer);
    timer = window.setTimeout(rest, SEEN);
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerdown", move);
  move();
}
