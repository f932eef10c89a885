import { useEffect, useLayoutEffect, useRef } from "../../../vendor/htm-preact/standalone.module.js";

/** What does not fit at the smallest size is too much by something else: then it is read, and the page scrolls. */
const SMALLEST = 0.1;
const READ = 0.6;

/** So often the way to the right size is halved. */
const STEPS = 9;

/** A phone is held in a hand that can scroll (as in stage.css). */
const SMALL = "(max-width: 48rem)";

/**
 * A stage has nobody who scrolls: what is drawn in `--size` is as large as it can be with all of it on the screen. Fonts,
 * windows and zoom differ too much for an estimate.
 * @param {string} what is shown: it is fitted anew where this changes, so that figures that only move do not resize it
 */
export function useFit(what) {
  const fitted = useRef("");
  useLayoutEffect(() => {
    if (fitted.current !== what || overflows()) fit();
    fitted.current = what;
  });
  useEffect(() => {
    addEventListener("resize", fit);
    return () => removeEventListener("resize", fit);
  }, []);
}

function fit() {
  // What moves on its way to another size would be measured where it comes from.
  document.documentElement.classList.add("fitting");
  measure();
  overflows();
  document.documentElement.classList.remove("fitting");
}

function measure() {
  resize(1);
  if (matchMedia(SMALL).matches || !overflows()) return;
  resize(SMALLEST);
  if (overflows()) return resize(READ);
  let [fits, tooLarge] = [SMALLEST, 1];
  for (let step = 0; step < STEPS; step++) {
    const size = (fits + tooLarge) / 2;
    resize(size);
    if (overflows()) tooLarge = size;
    else fits = size;
  }
  resize(fits);
}

/** @param {number} size */
function resize(size) {
  document.documentElement.style.setProperty("--size", size.toFixed(4));
}

function overflows() {
  const page = document.documentElement;
  return page.scrollHeight > page.clientHeight || page.scrollWidth > page.clientWidth;
}
