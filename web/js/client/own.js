/**
 * What a map holds under an id. Ids come from elsewhere and may be called `constructor` or `__proto__`; whoever adds to
 * such a map writes `{ ...map, [id]: value }`, which `map[id] = value` is not for `__proto__`.
 * @template T
 * @param {Record<string, T> | undefined} map
 * @param {string} id
 * @returns {T | undefined}
 */
export function own(map, id) {
  return map && Object.hasOwn(map, id) ? map[id] : undefined;
}
