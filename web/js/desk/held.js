/**
 * A list under somebody's finger: what stands in it stays where it is, and what is new comes below, until they ask for
 * the order that it should have by now.
 * @param {readonly string[]} held ids as they stand
 * @param {readonly string[]} ideal ids as they should stand
 * @returns {{ ids: string[], fresh: number, settled: boolean }} `fresh`: how many are not shown, for there is no room
 *   for them but between others
 */
export function arranged(held, ideal) {
  const last = ideal.findLastIndex((id) => held.includes(id));
  const ids = [...held, ...ideal.slice(last + 1)];
  const fresh = ideal.filter((id) => !ids.includes(id)).length;
  return { ids, fresh, settled: ids.length === ideal.length && ids.every((id, at) => id === ideal[at]) };
}
