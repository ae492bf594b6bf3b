/**
 * The page without a network, and its next version. A page that stays open while
 * another version takes the place of its own says so, once: what it loads from then
 * on would be of the other one.
 */
import { t } from "../texts.js";
import { toast } from "../toast.js";

/** How long a page is thought to be the newest, in milliseconds. */
const FRESH_MS = 3_600_000;

/** The version that was served when the page began, or that was told last; "" while none is known. */
let own = "";
let looked = 0;

/** From now on the page is there without a network, too. */
export async function keepForLater() {
  own = await served();
  addEventListener("visibilitychange", () => !document.hidden && performance.now() - looked > FRESH_MS && compare());
  try {
    const worker = await navigator.serviceWorker?.register("sw.js");
    worker?.addEventListener("updatefound", compare);
    await worker?.update();
  } catch {
    // Where that is not allowed, it is a page as any other.
  }
}

/** @returns {Promise<string>} the version that is served now, "" without a network */
async function served() {
  looked = performance.now();
  try {
    return /"version":"([^"]+)"/.exec(await (await fetch("sw.js", { cache: "no-cache" })).text())?.[1] ?? "";
  } catch {
    return "";
  }
}

async function compare() {
  const now = await served();
  if (now === "") return;
  if (own !== "" && now !== own) toast(t("ui.new-version"));
  own = now;
}
