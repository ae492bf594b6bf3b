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
  patch(place, [
    h("span", { class: "at" }, time),
    h(phone ? "button" : "p", { class: "said", type: phone ? "button" : null }, unbroken(text), section && [" ", h("span", { class: "section" }, section)]),
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

/** On a phone the sentence is one line; a tap shows all of it. */
export function listen() {
  place.addEventListener("click", () => {
    if (layout() === "phone") place.classList.toggle("open");
  });
}
