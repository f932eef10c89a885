import { running } from "../../client/polls.js";
import { scene } from "../../client/scene.js";
import { drawable } from "../results.js";

/** A result that nobody has asked for leaves the screen so long (ms) after its poll, once the event is over. */
const LINGERS = 30 * 60_000;

/**
 * @param {Pick<import("../../page.js").Props, "state" | "now">} props
 * @returns {{ scene: import("../../client/scene.js").Scene, over: boolean }} what the screen shows, and whether the
 *   event is over: then its last result does not stay for the night
 */
export function shown({ state, now }) {
  const over = state.event !== null && now > state.event.ends;
  const found = scene(state, drawable);
  const old =
    found.show === "poll" && !found.chosen && !running(found.poll) && now - (found.poll.closes ?? 0) > LINGERS;
  return { scene: over && old ? { show: "invitation", chosen: false } : found, over };
}
