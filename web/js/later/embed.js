/**
 * The page in somebody's iframe: what it shows, when it begins, and the messages
 * by which the page around it drives it. web/embed.md documents all of it.
 *
 * @typedef {{raftarium: 1, id?: number|string, call: string, args?: unknown[]}} Call
 */
import { pageAction } from "../actions.js";
import { raftarium } from "../automation.js";
import { call } from "../bridge.js";
import { h, patch } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";

const VERSION = 1;
const said = new URLSearchParams(location.search);
/** What can be shown beside the stage, and when it can begin. */
const PARTS = ["controls", "narration", "terminal", "inspector", "lesson", "header"];
const STARTS = ["visible", "click", "now"];
/** Whom it answers to: one origin, or whoever frames it. */
const only = originOf(said.get("origin"));
/** What is told without being asked, to whom. @type {Map<string, Set<string>>} topic, origins */
const told = new Map([
  ["time", new Set()],
  ["narration", new Set()],
  ["state", new Set()],
  ["lesson", new Set()],
]);
/** @type {Record<string, string>} as it was told last */
const before = {};
/** @type {import("../view.js").View|null} */
let view = null;

const calls = {
  ...raftarium,
  subscribe: (topic, origin) => change(topic, (set) => set.add(origin)),
  unsubscribe: (topic, origin) => change(topic, (set) => set.delete(origin)),
  theme: (name) => call("act", { action: `theme ${name}` }),
  language: (name) => call("act", { action: `lang ${name}` }),
  view: (name) => call("act", { action: `view ${name}` }),
};
delete calls.ready;
delete calls.live;

function change(topic, does) {
  const set = told.get(topic);
  if (!set) throw new Error(`there is no topic ${JSON.stringify(topic)}: ${[...told.keys()].join(", ")}`);
  does(set);
  delete before[topic];
  if (view) tell();
}

/** An origin as the browser writes it, however it was written. @param {string|null} address */
function originOf(address) {
  try {
    return address && new URL(address).origin;
  } catch {
    return address;
  }
}

/** Shows the button, or waits until the frame is seen; then lets the stage begin. */
export function hold() {
  const go = window.raftariumGo;
  if (!go) return;
  const place = document.getElementById("loading");
  if (said.get("start") === "click") {
    const button = /** @type {HTMLButtonElement} */ (place.querySelector("button"));
    document.body.dataset.held = "";
    button.hidden = false;
    button.textContent = t("loading.start-button");
    document.getElementById("loading-text").textContent = t("loading.held");
    button.dataset.act = "page begin";
    pageAction("begin", () => {
      button.hidden = true;
      button.dataset.act = "page reload";
      delete document.body.dataset.held;
      go();
    });
    return;
  }
  new IntersectionObserver((seen, observer) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    observer.disconnect();
    go();
  }).observe(place);
}

/** The world runs: what the address asks for, and messages from now on. */
export function begin() {
  for (const part of (said.get("embed") ?? "").split(/[,\s]+/))
    if (part !== "" && !PARTS.includes(part.toLowerCase())) console.warn(`embed: there is no part ${JSON.stringify(part)}: ${PARTS.join(", ")}`);
  const start = said.get("start");
  if (start && !STARTS.includes(start)) console.warn(`start: ${JSON.stringify(start)} is none of ${STARTS.join(", ")}`);
  for (const [name, action] of [
    ["scenario", "scenario"],
    ["view", "view"],
    ["speed", "speed"],
  ])
    if (said.get(name)) attempt(() => call("act", { action: `${action} ${said.get(name)}` }));
  if (said.get("play") === "off") call("act", { action: "pause" });
  whole.id = "whole";
  document.body.append(whole);
  pageAction("whole", () => open(wholeLink(), "_blank", "noopener"));
  addEventListener("message", (event) => heard(event));
  if (parent !== window) parent.postMessage({ raftarium: VERSION, event: "ready" }, only ?? "*");
}

function wholeLink() {
  try {
    return raftarium.link();
  } catch {
    return location.origin + location.pathname;
  }
}

/** The way to the whole page, in the language of the rest. */
const whole = document.createElement("div");

/** @param {import("../view.js").View} v */
export function render(v) {
  if (view?.lang !== v.lang)
    patch(whole, h("button", { type: "button", class: "btn", "data-act": "page whole", "aria-label": t("ui.whole"), title: t("ui.whole") }, icon("share"), h("span", {}, t("ui.whole"))));
  view = v;
  tell();
}

/** Tells what has changed to those who asked for it. */
function tell() {
  for (const [topic, origins] of told) {
    if (origins.size === 0) continue;
    const value = {
      time: () => ({ time_ms: view.time_ms, clock: view.clock, playing: view.playing, speed: view.speed }),
      narration: () => view.narration,
      state: () => raftarium.state(),
      lesson: () => view.lesson && { title: view.lesson.title, step: view.lesson.step, steps: view.lesson.steps.length },
    }[topic]();
    const text = JSON.stringify(value);
    if (before[topic] === text) continue;
    before[topic] = text;
    for (const origin of origins) send({ event: topic, value }, origin);
  }
}

function send(message, origin) {
  // A page without an origin, such as a file, can be told only if anybody may be.
  parent.postMessage({ raftarium: VERSION, ...message }, origin === "null" ? "*" : origin);
}

/** @param {MessageEvent<Call>} event */
async function heard({ source, origin, data }) {
  if (source !== parent || source === window || data === null || typeof data !== "object" || !("raftarium" in data)) return;
  if (only !== null && origin !== only) return;
  const answer = (rest) => send({ id: data.id, ...rest }, origin);
  if (data.raftarium !== VERSION) return answer({ error: `version ${JSON.stringify(data.raftarium)} of the messages is not known, ${VERSION} is` });
  // A cluster that really runs is its own page's alone.
  if (view?.live) return answer({ error: "this page follows a cluster that runs, and takes no messages" });
  const does = Object.hasOwn(calls, data.call) ? calls[data.call] : undefined;
  if (typeof does !== "function") return answer({ error: `there is no call ${JSON.stringify(data.call)}: ${Object.keys(calls).join(", ")}` });
  try {
    const given = Array.isArray(data.args) ? data.args : [];
    answer({ ok: (await does(...(/subscribe$/.test(data.call) ? [given[0], origin] : given))) ?? null });
  } catch (problem) {
    answer({ error: problem.message });
  }
}

function attempt(does) {
  try {
    does();
  } catch (problem) {
    console.warn(problem.message);
  }
}
