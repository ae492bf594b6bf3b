/**
 * What the viewer prefers: language, theme, less motion, the layout that fits.
 * Go is told; the theme and language that it shows come back in the View and
 * are kept for the next visit.
 */
import { call, connected } from "./bridge.js";
import { pageAction } from "./actions.js";
import { language, useLanguage } from "./texts.js";

const root = document.documentElement;
const phone = matchMedia("(max-width: 767px) or ((max-width: 1023px) and (max-height: 499px) and (pointer: coarse))");
const tablet = matchMedia("(max-width: 1023px)");
const narrow = matchMedia("(max-width: 1319px)");
const low = matchMedia("(max-height: 799px)");
const dark = matchMedia("(prefers-color-scheme: dark)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** @returns {"phone"|"tablet"|"narrow"|"wide"} */
export function layout() {
  return phone.matches ? "phone" : tablet.matches ? "tablet" : narrow.matches ? "narrow" : "wide";
}

/** Tells Go all of it, now and whenever it changes. */
export function start() {
  tell();
  for (const query of [phone, tablet, narrow, low, still]) query.addEventListener("change", tell);
  dark.addEventListener("change", () => {
    if (kept().theme !== undefined) return;
    root.dataset.theme = dark.matches ? "dark" : "light"; // what else changes now tells it, too
    tell();
  });
  pageAction("theme", () => choose("theme", root.dataset.theme === "dark" ? "light" : "dark"));
  pageAction("language", () => choose("lang", language() === "en" ? "zh" : "en"));
}

let density = 0;

function tell() {
  if (!connected()) return;
  density = devicePixelRatio;
  call("preference", {
    theme: root.dataset.theme,
    lang: language(),
    reducedMotion: still.matches,
    dpr: density,
    layout: layout(),
    low: low.matches,
    touch: matchMedia("(pointer: coarse)").matches,
  });
}

/** A window that was dragged to another screen, or zoomed, has another density: the stage sizes its canvas anew. */
export function followDensity() {
  if (devicePixelRatio === density) return;
  tell();
  document.querySelector("iframe")?.contentWindow?.dispatchEvent(new Event("resize"));
}

function choose(what, value) {
  call("act", { action: `${what} ${value}` });
  try {
    localStorage.setItem("raftarium", JSON.stringify({ ...kept(), [what]: value }));
  } catch {
    // Where nothing may be stored the choice holds for this visit.
  }
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem("raftarium") ?? "{}") ?? {};
  } catch {
    return {};
  }
}

let shownLang = "";

/** @param {import("./view.js").View} view @returns {boolean} whether all texts changed */
export function render(view) {
  if (root.dataset.theme !== view.theme) root.dataset.theme = view.theme;
  const stage = /** @type {HTMLIFrameElement} */ (document.querySelector("#stage iframe")).contentDocument?.documentElement;
  if (stage && stage.dataset.theme !== view.theme) stage.dataset.theme = view.theme;
  if (shownLang === view.lang) return false;
  shownLang = view.lang;
  useLanguage(view.lang);
  if (stage) stage.lang = root.lang;
  return true;
}
