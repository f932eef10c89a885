/** How long (s) a poll may be open that closes by itself. */
export const SHORTEST = 10;
export const LONGEST = 3600;

/**
 * @param {string} text minutes as somebody types them: `2`, `1,5`, `0.5` or `1:30`
 * @returns {number | null} whole seconds within what is allowed
 */
export function duration(text) {
  const [, minutes = "", part] = text.trim().match(/^(\d{0,3}(?:[.,]\d+)?)(?::([0-5]\d))?$/) ?? [];
  if (!minutes && !part) return null;
  const seconds = Math.round(Number(minutes.replace(",", ".")) * 60) + Number(part ?? 0);
  return seconds >= SHORTEST && seconds <= LONGEST ? seconds : null;
}
