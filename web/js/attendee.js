import { invitation, pass } from "./client/address.js";
import { Refused } from "./client/reception.js";
import { newId } from "./client/world.js";
import { page } from "./page.js";
import { sound } from "./sound/sound.js";
import { texts } from "./texts/attendee.js";
import { Attendee } from "./views/attendee/attendee.js";

// A laptop's window may be as small as a phone, zoomed or with large letters: what is in the hand, only the device tells.
const handheld = matchMedia("(pointer: coarse)").matches && Math.min(screen.width, screen.height) < 600;
const given = pass(location.hash);
const invited = given ? { code: "", room: given.room } : invitation(location.hash);
let code = invited.code;
let linked = given !== null;
let rejoined = false;

const here = page({
  kind: "attendee",
  ...{ texts, sound },
  screen: handheld ? "phone" : "laptop",
  view: (props) => Attendee({ ...props, code, linked }),
  join,
  moved: (room) => code && history.replaceState(null, "", `#${code}/${room}`),
  barred: () => {
    if (rejoined || linked || !code || here.state().event?.tickets) return;
    rejoined = true;
    void join(code, "");
  },
});

/**
 * @param {string} typed
 * @param {string} ticket
 */
async function join(typed, ticket) {
  const nonce = here.kept.read("attendee")?.nonce ?? newId();
  here.kept.write("attendee", { ...here.kept.read("attendee"), nonce });
  const { token: before } = here.state();
  const again = before !== null;
  if (!again) here.hear({ type: "joining" });
  try {
    const { token } = await here.house.join(here.addresses().api, { code: typed, ticket: ticket || null, nonce });
    if (again && here.state().token !== before) return;
    code = typed;
    linked = false;
    here.kept.write("attendee", { nonce });
    here.admit(token);
    if (again) return;
    here.enter(here.state().room);
    document.getElementById("content")?.focus();
  } catch (no) {
    if (again && (!(no instanceof Refused) || here.state().token !== before)) return;
    here.close();
    here.hear({ type: "not_joined", code: no instanceof Refused ? no.code : "offline" });
  }
}

if (given) here.follow({ ...given, linked });
if (here.kept.read("attendee")?.token) here.hear({ type: "joining" });
await here.arrive();
const { token, room, ...kept } = here.kept.read("attendee") ?? {};
linked = kept.linked ?? false;
const wanted = [invited.room, room, here.homeRoom()].find((id) =>
  here.state().event?.rooms.some((one) => one.id === id),
);
here.hear({ type: "room", room: wanted ?? "" });
if (token) {
  here.hear({ type: "kept", outbox: here.unsent() });
  here.admit(token);
}
