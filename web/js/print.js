/** On paper the stage is a picture in vectors: a canvas would be empty or coarse. */
import { pageAction } from "./actions.js";
import { call, svg } from "./bridge.js";

const stage = document.getElementById("stage");
const root = document.documentElement;
let dark = false;

/** Names the actions, and follows the browser's own printing. */
export function listen() {
  // What saves is seldom used, and loaded when it is.
  const saving = () => import("./later/save.js");
  pageAction("save-menu", (_, from) => saving().then((m) => m.openMenu(from)));
  pageAction("save", (what) => saving().then((m) => m.save(what)));
  addEventListener("beforeprint", () => {
    dark ||= root.dataset.theme === "dark";
    if (dark) use("light");
    stage.querySelector("svg")?.remove();
    const picture = new DOMParser().parseFromString(svg(), "image/svg+xml").documentElement;
    picture.removeAttribute("width");
    picture.removeAttribute("height");
    stage.append(picture);
  });
  addEventListener("afterprint", () => {
    stage.querySelector("svg")?.remove();
    if (dark) use("dark");
    dark = false;
  });
}

/** Paper is light. @param {"light"|"dark"} theme */
function use(theme) {
  call("act", { action: `theme ${theme}` });
  root.dataset.theme = theme;
}
