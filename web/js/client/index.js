/**
 * The client of Beifall: join, connect, resend, reduce. Without dependencies, without a build, without a page: every
 * module here may be used alone. docs/client.md says how.
 */
export { invitation, pass } from "./address.js";
export { device } from "./device.js";
export { grade, swelling } from "./grade.js";
export { hand } from "./hand.js";
export { present } from "./items.js";
export { join } from "./join.js";
export { about, ovation, silence } from "./ovation.js";
export { own } from "./own.js";
export { participant } from "./participant.js";
export { doors, event, gong, here, programme, title } from "./place.js";
export { phase, polls, running, secondsLeft, tally } from "./polls.js";
export { asked, board, helped, pinned, questions, resolved, upvotes } from "./questions.js";
export { Refused, reception } from "./reception.js";
export { initial, reduce } from "./reduce.js";
export { scene } from "./scene.js";
export { busy, feeling, notice, seat, standing, support } from "./standing.js";
export { clapping } from "./ticks.js";
export { newId, world } from "./world.js";
