import { pass } from "./client/address.js";
import { page } from "./page.js";

/**
 * A page that opens with a link of the organiser's. The token leaves the address bar at once and stays on this device.
 * @param {"stage" | "desk"} kind
 * @param {(props: any) => unknown} view
 * @param {import("./texts/texts.js").Tables} texts
 * @param {typeof import("./sound/sound.js").sound} [sound] where the room is to be heard
 */
export async function staff(kind, view, texts, sound) {
  const given = pass(location.hash);
  const here = page({ kind, texts, screen: kind, view, sound });
  if (given) here.follow(given);
  if (here.kept.read(kind)?.token) here.hear({ type: "joining" });
  await here.arrive();
  const { token = null, room = "" } = here.kept.read(kind) ?? {};
  here.hear({ type: "room", room: room || here.homeRoom() });
  if (!token) return;
  here.hear({ type: "kept", outbox: here.unsent() });
  here.admit(token);
}
