/**
 * @param {string | null} address
 * @returns {string} the host that would be asked, empty for what is no address of the web
 */
export function host(address) {
  if (!address || !/^https?:\/\//.test(address)) return "";
  try {
    return new URL(address).host;
  } catch {
    return "";
  }
}
