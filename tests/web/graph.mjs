/** What a module imports, and what that imports, each once, in the order of the tree. */
import { readFileSync } from "node:fs";

export const WEB = new URL("../../web/", import.meta.url);
export const PAGES = ["index.html", "stage.html", "desk.html", "applause-lab.html"];

const IMPORT = /^(?:import|export) [^;]*?from "([^"]+)"|^import "([^"]+)"/gm;

/**
 * @param {URL} module
 * @param {Set<string>} found
 * @returns {Set<string>} addresses, relative to the site
 */
export function imported(module, found = new Set()) {
  const name = module.href.slice(WEB.href.length);
  if (found.has(name)) return found;
  found.add(name);
  for (const [, from, bare] of readFileSync(module, "utf8").matchAll(IMPORT))
    imported(new URL(from ?? bare, module), found);
  return found;
}
