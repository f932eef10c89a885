import { awake } from "./awake.js";
import { device } from "./client/device.js";
import { pointer } from "./pointer.js";
import { sound } from "./sound/sound.js";
import { staff } from "./staff.js";
import { texts } from "./texts/stage.js";
import { Alone } from "./views/stage/alone.js";
import { fullscreen } from "./views/stage/controls.js";
import { Overlay } from "./views/stage/overlay.js";
import { Stage } from "./views/stage/stage.js";

const asked = new URLSearchParams(location.search);
const heard = asked.get("sound");
const alone = heard === "only";
const clean = asked.has("clean") || alone;
const lang = asked.get("lang");

if (lang) {
  const kept = device(() => window.localStorage);
  kept.write("settings.stage", { ...kept.read("settings.stage"), language: lang });
}
// Until this is known, nothing is painted: it would flash over somebody's video.
document.documentElement.classList.add(clean ? "clean" : "dressed");
// Not every view of a stage has a header that would take the place of the page's own.
document.getElementById("page")?.replaceChildren();
awake(navigator.wakeLock);
pointer(document.body);
document.addEventListener("keydown", ({ key, target, repeat }) => {
  if (key === "Enter" && !repeat && target === document.body) fullscreen();
});

// What has no buttons is not to be silenced by those of another stage in the same browser.
const sounds = clean
  ? (/** @type {Parameters<typeof sound>[0]} */ page) => sound({ ...page, settings: "settings.layer" })
  : sound;
await staff("stage", alone ? Alone : clean ? Overlay : Stage, texts, heard === "off" ? undefined : sounds);
