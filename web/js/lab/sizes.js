/** How many people a slider goes through, each step about as much more for the ear as the one before. */
export const SIZES = [
  ...[1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300],
  ...[400, 500, 600, 800, 1000, 1200, 1500, 2000, 2500, 3000],
];

/** Those with a button of their own. */
export const CHOICES = [1, 5, 30, 300];

/** @param {number} people @returns {number} the step that comes closest */
export function step(people) {
  const after = SIZES.findIndex((size) => size >= people);
  return after < 0 ? SIZES.length - 1 : after;
}
