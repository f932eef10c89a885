/** Of how many people the room is taken to have at least: one person alone is no ovation. */
const FEW = 8;

/** The part of a room that need be heard clapping within one second for the meter to be full. */
const ALL = 0.6;

/**
 * @param {number} clapping people who clap now
 * @param {number} present people in the room
 * @param {number} lamps
 * @returns {number} lamps that are lit: one as soon as anybody claps, and fewer for each further person
 */
export function lit(clapping, present, lamps) {
  if (clapping <= 0) return 0;
  const share = Math.min(1, clapping / (Math.max(present, FEW) * ALL));
  return Math.max(1, Math.round(Math.sqrt(share) * lamps));
}
