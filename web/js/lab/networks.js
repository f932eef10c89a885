import { lognormal, ordinary } from "./road.js";

/** @typedef {import("./road.js").Network & { again: (seq: number) => boolean }} Road `again`: this tick comes twice */
/** @typedef {(chance: import("../applause/chance.js").Chance) => Road} Made */

/** Until the server has kept a clap and somebody has read it (s), as on AWS; it is most of the way. */
const KEPT = 0.25;

/** Everything takes its time, and always the same. @type {Made} */
function good() {
  return { up: () => 0.05, spike: () => 0, keep: () => KEPT, down: () => 0.08, again: () => false };
}

/** As a phone in a train has it: every third tick is late by half a second or so, so that others overtake it; every fourth comes twice. @type {Made} */
function bad(chance) {
  const late = () => (chance.uniform() < 1 / 3 ? lognormal(chance, 0.4, 0.8) : 0);
  const { down, ...rest } = ordinary(chance);
  return { ...rest, keep: () => KEPT, down: () => down() + late(), again: (seq) => seq % 4 === 0 };
}

export const NETWORKS = { good, bad };
