/** The sentence under the figure, and the banner of what cannot be overlooked. */
import { offered } from "./actions.js";
import { h, patch, unbroken } from "./dom.js";
import { layout } from "./preferences.js";
import { t } from "./texts.js";

const place = document.getElementById("narration");

/** What of the view it shows. @param {import("./view.js").View} v */
export const part = (v) => [v.narration, v.banner, v.presenting];

/** @param {import("./view.js").View} view */
export function render(view) {
  const { time, section, brief } = view.narration;
  const text = brief ?? view.narration.text;
  const phone = layout() === "phone" && !view.presenting; // a line that opens
  const open = place.classList.contains("open");
  patch(place, [
    h("span", { class: "at" }, time),
    h("p", { class: "said", ...(phone && { role: "button", tabindex: 0, "aria-expanded": String(open) }) }, unbroken(text), section && [" ", h("span", { class: "section" }, section)]),
  ]);
  banner(view.banner);
}

/** @param {import("./view.js").Banner|null} b */
function banner(b) {
  const bar = document.getElementById("banner");
  bar.className = b ? b.kind : "";
  patch(
    bar,
    b && [
      h("div", { class: "words" }, h("b", {}, b.title), h("span", {}, b.text)),
      h("span", { class: "space" }),
      b.more > 0 && h("span", { class: "count" }, t("ui.more", { n: b.more })),
      b.actions.map((a) => h("button", { class: "btn", ...offered(a) }, a.label)),
    ],
  );
}

/** On a phone the sentence is one line; a tap shows all of it, unless it has marked words to be copied. */
export function listen() {
  const toggle = () => layout() === "phone" && place.firstElementChild?.nextElementSibling?.setAttribute("aria-expanded", String(place.classList.toggle("open")));
  place.addEventListener("click", () => getSelection()?.isCollapsed !== false && toggle());
  place.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    toggle();
    event.preventDefault();
  });
}
