/** What a page loads before anything runs: its module and all that this imports, each once, in the order of the tree. */
import { readFileSync, writeFileSync } from "node:fs";

export const WEB = new URL("../../web/", import.meta.url);
export const PAGES = ["index.html", "stage.html", "desk.html"];

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

/**
 * @param {string} page
 * @returns {{ held: string, wanted: string }} the page as it lies, and with a link for each module that it loads
 */
export function preloads(page) {
  const held = readFileSync(new URL(page, WEB), "utf8");
  const [, script] = held.match(/<script type="module" src="([^"]+)">/);
  const modules = [...imported(new URL(script, WEB))].filter((name) => name !== script);
  const links = modules.map((name) => `    <link rel="modulepreload" href="${name}">\n`).join("");
  const bare = held.replaceAll(/ *<link rel="modulepreload"[^>]*>\n/g, "");
  return { held, wanted: bare.replace(/( *<script type="module")/, `${links}$1`) };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const page of PAGES) writeFileSync(new URL(page, WEB), preloads(page).wanted);
}
