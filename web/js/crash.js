/** The program has ended though it should not: what happened, and the link that makes it happen again. */
import { pageAction } from "./actions.js";
import { crashLink } from "./bridge.js";
import { h, patch } from "./dom.js";
import { essence } from "./panic.js";
import { address, copy } from "./share.js";
import { t } from "./texts.js";
import { toast } from "./toast.js";

const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("crash"));

/** @param {string} words what the program printed last */
export function show(words) {
  if (dialog.open) return;
  const link = crashLink() !== "" ? address(crashLink()) : location.hash.length > 1 ? location.href : "";
  patch(dialog, [
    h("header", {}, h("h2", { id: "crash-title" }, t("crash.title"))),
    h("p", {}, t(link !== "" ? "crash.text" : "crash.text-no-link")),
    h("pre", { tabindex: 0 }, essence(words)),
    link !== "" && h("p", {}, h("a", { class: "address", href: link }, link)),
    h(
      "div",
      { class: "buttons" },
      link !== "" &&
        h("button", { type: "button", class: "btn main", autofocus: true, "data-act": "page copy-crash" }, t("crash.copy")),
      h("button", { type: "button", class: "btn", "data-act": "page anew" }, t("crash.anew")),
    ),
  ]);
  pageAction("copy-crash", async () => toast(t((await copy(link)) ? "ui.shared" : "ui.not-copied")));
  dialog.showModal();
}

pageAction("anew", () => {
  history.replaceState(null, "", location.pathname + location.search);
  location.reload();
});
