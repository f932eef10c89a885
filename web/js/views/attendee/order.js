/**
 * A ranking that waits: nothing moves under a finger.
 * @param {readonly string[]} held the order that is shown
 * @param {readonly string[]} ranked the order that is right by now
 * @returns {string[]} what is shown stays where it is, without what is gone; what is new comes last
 */
export function kept(held, ranked) {
  return [...held.filter((id) => ranked.includes(id)), ...ranked.filter((id) => !held.includes(id))];
}

/**
 * @param {readonly string[]} one
 * @param {readonly string[]} other
 */
export function alike(one, other) {
  return one.length === other.length && one.every((id, index) => id === other[index]);
}
