/**
 * An attendee's link: `#JC2020` or `#JC2020/plenum`.
 * @param {string} hash
 * @returns {{ code: string, room: string }} empty where the link says nothing, or names fields as a staff link does
 */
export function invitation(hash) {
  if (hash.includes("=")) return { code: "", room: "" };
  const [code = "", room = ""] = decoded(hash.replace(/^#/, "")).split("/");
  return { code: code.trim(), room: room.trim() };
}

/**
 * A staff link: `#token=…&room=…`.
 * @param {string} hash
 * @returns {{ token: string, room: string } | null}
 */
export function pass(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const token = fields.get("token");
  return token ? { token, room: fields.get("room") ?? "" } : null;
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
