/** Links: this moment as an address, copied and in the address bar; and one that was followed here. */
import { act, pageAction } from "./actions.js";
import { call } from "./bridge.js";
import { openAddress } from "./lessons.js";
import { t } from "./texts.js";
import { toast } from "./toast.js";

/** @param {string} link as Go makes it @returns {string} the whole address */
export function address(link) {
  if (/^[a-z]+:\/\//.test(link)) return link;
  const search = location.search.includes("embed") ? "" : location.search; // a link leads to the whole page
  return `${location.origin}${location.pathname}${search}#${link.replace(/^#/, "")}`;
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

/** A link that is longer is a file: messages and address bars cut it. */
const LINK_CHARS_MAX = 2000;
/** What a file may weigh. */
const FILE_BYTES_MAX = 16 * 1024 * 1024;

async function share() {
  const link = address(call("link"));
  if (link.length > LINK_CHARS_MAX) return save(link);
  history.replaceState(null, "", link);
  const copied = t((await copy(link)) ? "ui.shared" : "ui.shared-not-copied");
  toast(/&modified=/.test(link) ? `${copied} ${t("ui.shared-modified")}` : copied);
}

/** @param {string} link */
function save(link) {
  const ms = Math.floor(call("state").time_ms);
  const a = document.createElement("a");
  a.download = `run-at-${ms}-ms.raftarium`;
  a.href = URL.createObjectURL(new Blob([`${link}\n`], { type: "text/plain" }));
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 60_000);
  toast(t("ui.shared-file", { name: a.download }));
}

/** Opens a file that share has saved. @param {File} file */
export async function openRun(file) {
  try {
    if (file.size > FILE_BYTES_MAX) throw new Error(t("ui.file-too-big", { name: file.name, n: file.size, most: FILE_BYTES_MAX }));
    call("open", { link: await file.text() });
    history.replaceState(null, "", location.pathname + location.search);
  } catch (problem) {
    toast(problem.message);
  }
}

/** Names the action, and follows an address that is changed by hand. */
export function listen() {
  pageAction("share", () => share().catch((problem) => toast(problem.message)));
  addEventListener("hashchange", () => {
    if (location.hash !== "") openHere();
    else if (document.body.hasAttribute("data-lesson")) act("lesson close"); // back to before it
  });
}
