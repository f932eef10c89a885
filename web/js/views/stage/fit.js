import { useLayoutEffect, useRef } from "../../../vendor/htm-preact/standalone.module.js";

/** What does not fit at the smallest size is too much by something else: then it is read, and the page scrolls. */
const SMALLEST = 0.1;
const READ = 0.6;

/** A word is whole as long as it can be read so; smaller than this, it is better broken. */
const WHOLE = 0.4;

/** What is read from afar: a word of it breaks without a hyphen only where there is no other way. */
const TEXTS = "h1, .where, .options li, .choices .label";

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
  // At once: an effect that waits for the first picture would miss a window that changes before it.
  useLayoutEffect(() => {
    addEventListener("resize", fit);
    return () => removeEventListener("resize", fit);
  }, []);
}

function fit() {
  // What moves on its way to another size would be measured where it comes from.
  const { classList } = document.documentElement;
  classList.add("fitting", "whole");
  const whole = measure();
  if (whole < WHOLE) {
    classList.remove("whole");
    resize(measure() || READ);
  }
  overflows();
  classList.remove("fitting", "whole");
}

/** @returns {number} the largest size at which all fits, and the page has it; 0 if there is none */
function measure() {
  resize(1);
  if (matchMedia(SMALL).matches || !overflows()) return 1;
  resize(SMALLEST);
  if (overflows()) return 0;
  let [fits, tooLarge] = [SMALLEST, 1];
  for (let step = 0; step < STEPS; step++) {
    const size = (fits + tooLarge) / 2;
    resize(size);
    if (overflows()) tooLarge = size;
    else fits = size;
  }
  resize(fits);
  return fits;
}

/** @param {number} size */
function resize(size) {
  document.documentElement.style.setProperty("--size", size.toFixed(4));
}

function overflows() {
  const page = document.documentElement;
  if (page.scrollHeight > page.clientHeight || page.scrollWidth > page.clientWidth) return true;
  return [...document.querySelectorAll(TEXTS)].some((one) => one.scrollWidth > one.clientWidth);
}
