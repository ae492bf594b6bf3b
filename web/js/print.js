/** On paper the stage is a picture in vectors: a canvas would be empty or coarse. */
import { pageAction } from "./actions.js";
import { svg } from "./bridge.js";

const stage = document.getElementById("stage");

/** Names the actions, and follows the browser's own printing. */
export function listen() {
  // What saves is seldom used, and loaded when it is.
  const saving = () => import("./later/save.js");
  pageAction("save-menu", (_, from) => saving().then((m) => m.openMenu(from)));
  pageAction("save", (what) => saving().then((m) => m.save(what)));
  addEventListener("beforeprint", () => {
    stage.querySelector("svg")?.remove();
    const picture = new DOMParser().parseFromString(svg(), "image/svg+xml").documentElement;
    picture.removeAttribute("width");
    picture.removeAttribute("height");
    stage.append(picture);
  });
  addEventListener("afterprint", () => stage.querySelector("svg")?.remove());
}
