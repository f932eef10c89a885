/**
 * Packs the pages as they are sent: of each page one script, one style sheet, its texts, one file a language, and what
 * plays applause. What lies in web/ is the source and works as it lies; maps lead a browser's tools back to it.
 *
 * node cli/pack.mjs FOLDER
 */
import { cp, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const WEB = fileURLToPath(new URL("../web/", import.meta.url));
const PAGES = ["index", "stage", "desk", "applause-lab"];
const OLDEST = ["chrome97", "firefox104", "safari15.4"]; // what Object.hasOwn and findLast need

const STYLE = / *<link rel="stylesheet" href="([^"]+)">\n/g;
const SCRIPT = /<script type="module" src="([^"]+)">/;
/** What plays applause runs beside the page, and is loaded by those alone who want to hear it. */
const WORKLET = /<meta name="applause" content="([^"]+)">/;

const common = { bundle: true, minify: true, target: OLDEST, logLevel: "warning", legalComments: "none" };

/** @param {string} folder */
async function worklet(folder) {
  const [, script] = (await readFile(`${WEB}index.html`, "utf8")).match(WORKLET);
  const entryPoints = { applause: `${WEB}${script}` };
  await build({ ...common, entryPoints, outdir: folder, format: "esm", sourcemap: true });
}

/**
 * @param {string} page
 * @param {string} folder
 */
async function pack(page, folder) {
  const html = await readFile(`${WEB}${page}.html`, "utf8");
  const styles = [...html.matchAll(STYLE)].map(([, name]) => name);
  const [, script] = html.match(SCRIPT);
  const name = script.replace(/^js\/|\.js$/g, "");
  await build({
    ...common,
    entryPoints: { [name]: `${WEB}${script}` },
    outdir: folder,
    ...{ format: "esm", splitting: true, chunkNames: `${name}-[name]-[hash]`, sourcemap: true },
  });
  await build({
    ...common,
    stdin: { contents: styles.map((style) => `@import "./${style}";`).join("\n"), resolveDir: WEB, loader: "css" },
    outfile: `${folder}/${name}.css`,
  });
  const [first, ...others] = html.match(STYLE);
  const one = others
    .reduce((left, style) => left.replace(style, ""), html)
    .replace(first, `    <link rel="stylesheet" href="${name}.css">\n`)
    .replace(SCRIPT, `<script type="module" src="${name}.js">`)
    .replace(WORKLET, '<meta name="applause" content="applause.js">');
  await writeFile(`${folder}/${page}.html`, one);
}

const [folder] = process.argv.slice(2);
if (!folder) throw new Error("node cli/pack.mjs FOLDER");
// The source lies beside what was made of it: to be read, and for pages of one's own.
await cp(WEB, folder, { recursive: true });
await Promise.all([worklet(folder), ...PAGES.map((page) => pack(page, folder))]);
