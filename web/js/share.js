/** Links: this moment as an address, copied and in the address bar; and one that was followed here. */
import { pageAction } from "./actions.js";
import { call } from "./bridge.js";
import { openAddress } from "./lessons.js";
import { t } from "./texts.js";
import { toast } from "./toast.js";

/** @param {string} link as Go makes it @returns {string} the whole address */
export function address(link) {
  if (/^[a-z]+:\/\//.test(link)) return link;
  return `${location.origin}${location.pathname}${location.search}#${link.replace(/^#/, "")}`;
}

/** Opens the link or the lesson in the address bar, if there is one. @returns {boolean} whether it could be */
export function openHere() {
  const link = location.hash.slice(1);
  if (link === "" || openAddress(link)) return true;
  try {
    call("open", { link });
    return true;
  } catch (problem) {
    toast(problem.message);
    return false;
  }
}

/** @param {string} text @returns {Promise<boolean>} */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

async function share() {
  const link = address(call("link"));
  history.replaceState(null, "", link);
  const copied = t((await copy(link)) ? "ui.shared" : "ui.shared-not-copied");
  toast(/&modified=/.test(link) ? `${copied} ${t("ui.shared-modified")}` : copied);
}

/** Names the action, and follows an address that is changed by hand. */
export function listen() {
  pageAction("share", () => share().catch((problem) => toast(problem.message)));
  addEventListener("hashchange", openHere);
}
