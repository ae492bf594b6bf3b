/**
 * What survives a reload of this tab: all that was done in the world, on all
 * branches, and what is looked at. It is kept when the page goes, and taken when
 * it comes again. A new visit begins anew.
 */
import { call } from "./bridge.js";
import { toast } from "./toast.js";

const KEY = "raftarium-kept";
/** A storage holds about 5 million characters. */
const CHARS_MAX = 4_000_000;

/** Goes back to where the page was before it was reloaded. @returns {boolean} whether there was anything */
export function restore() {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    // Taken once: what ends the program does not do so again and again.
    sessionStorage.removeItem(KEY);
  } catch {
    // Storage may be forbidden: then nothing was kept.
  }
  const came = /** @type {PerformanceNavigationTiming|undefined} */ (performance.getEntriesByType("navigation")[0])?.type;
  if (kept === null || kept.hash !== location.hash || (came !== "reload" && came !== "back_forward")) return false;
  try {
    call("restore", { text: kept.text });
    // A lesson leads back to where it was on its own.
    return !location.hash.startsWith("#lesson=");
  } catch (problem) {
    toast(problem.message);
    return false;
  }
}

/** Keeps nothing: where the program has ended, the way back would lead there. */
export function forget() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Storage may be forbidden.
  }
}

function keep() {
  try {
    const text = JSON.stringify({ hash: location.hash, text: call("keep") });
    if (text.length <= CHARS_MAX) sessionStorage.setItem(KEY, text);
    else sessionStorage.removeItem(KEY);
  } catch {
    // The world does not run, or storage is full or forbidden: a reload begins anew.
  }
}

/** Keeps whenever the page may go. */
export function listen() {
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => document.hidden && keep());
}
