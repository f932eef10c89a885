import { invitation } from "./client/address.js";
import { Refused } from "./client/reception.js";
import { newId } from "./client/world.js";
import { page } from "./page.js";
import { Attendee } from "./views/attendee.js";

const small = matchMedia("(max-width: 40rem), (max-height: 30rem)").matches;
const invited = invitation(location.hash);
let code = invited.code;
let rejoined = false;

const here = page({
  kind: "attendee",
  screen: small ? "phone" : "laptop",
  view: (props) => Attendee({ ...props, code }),
  join,
  moved: (room) => code && history.replaceState(null, "", `#${code}/${room}`),
  barred: () => {
    if (rejoined || !code || here.state().event?.tickets) return;
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
  const again = here.state().token !== null;
  if (!again) here.hear({ type: "joining" });
  try {
    const { token } = await here.house.join(here.addresses().api, { code: typed, ticket: ticket || null, nonce });
    code = typed;
    here.admit(token);
    if (again) return;
    here.enter(here.state().room);
    document.getElementById("content")?.focus();
  } catch (no) {
    if (again && !(no instanceof Refused)) return;
    here.hear({ type: "not_joined", code: no instanceof Refused ? no.code : "offline" });
  }
}

await here.arrive();
const { token, room } = here.kept.read("attendee") ?? {};
const wanted = [invited.room, room, here.homeRoom()].find((id) =>
  here.state().event?.rooms.some((one) => one.id === id),
);
here.hear({ type: "room", room: wanted ?? "" });
here.hear({ type: "kept", outbox: here.kept.read("unsent") ?? [] });
if (token) here.admit(token);
