/** What is seen until the world runs: true bytes, what is slow, what failed and what to do. */
import { pageAction } from "./actions.js";
import { t } from "./texts.js";

/** After this it is said what is slow. */
const SLOW_MS = 10_000;

const place = document.getElementById("loading");
const bar = /** @type {HTMLElement} */ (place.querySelector(".bar"));
const sentence = document.getElementById("loading-text");
const advice = place.querySelector(".do");
const button = /** @type {HTMLButtonElement} */ (place.querySelector("button"));

/**
 * @param {import("./stage.js").Load|undefined} load undefined while the stage's page itself is on its way
 * @param {number} elapsed since the page was opened, in milliseconds
 */
export function render(load, elapsed) {
  const share = load && load.total > 0 ? Math.min(1, load.loaded / load.total) : 0;
  const text = words(load, elapsed);
  /** @type {HTMLElement} */ (bar.firstElementChild).style.transform = `scaleX(${share.toFixed(4)})`;
  bar.setAttribute("aria-valuenow", String(Math.round(share * 100)));
  if (sentence.textContent !== text) sentence.textContent = text;
}

/** @param {"fetch"|"start"|"wasm"|"webgl"|"stage"} what failed @param {string} words */
export function fail(what, words) {
  sentence.textContent = t(`loading.failed-${what}`, { why: words });
  advice.textContent = t(`loading.failed-${what}-do`);
  button.textContent = t("loading.reload");
  button.hidden = false;
}

/** @param {import("./stage.js").Load|undefined} load @param {number} elapsed */
export function words(load, elapsed) {
  const slow = elapsed > SLOW_MS;
  if (!load || (load.phase === "fetch" && (load.loaded < load.total || load.total === 0))) {
    const values = { loaded: megabytes(load?.loaded ?? 0), total: megabytes(load?.total ?? 0) };
    if (!load || load.total === 0) return t(slow ? "loading.slow-server" : "loading.begin");
    if (!slow) return t("loading.fetch", values);
    const rate = load.loaded / elapsed;
    return rate > 0
      ? t("loading.slow-fetch", {
          ...values,
          rate: Math.max(1, Math.round(rate)),
          left: Math.ceil((load.total - load.loaded) / rate / 1000),
        })
      : t("loading.slow-server");
  }
  return t(slow ? "loading.slow-start" : "loading.start");
}

/** @param {number} bytes @returns {string} megabytes with one decimal */
export function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}

pageAction("reload", () => location.reload());
