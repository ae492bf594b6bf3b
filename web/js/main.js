/**
 * The page around the stage. Once a frame it asks the stage what is to be
 * shown and hands each panel its part; a panel whose part is as before is not
 * asked to draw.
 */
import * as actions from "./actions.js";
import * as announcements from "./announce.js";
import * as automation from "./automation.js";
import * as bridge from "./bridge.js";
import * as controls from "./controls.js";
import * as crash from "./crash.js";
import * as files from "./files.js";
import * as focus from "./focus.js";
import * as header from "./header.js";
import * as help from "./help.js";
import * as inspector from "./inspector.js";
import * as glossary from "./glossary.js";
import * as keep from "./keep.js";
import * as keyboard from "./keyboard.js";
import * as keys from "./keys.js";
import * as lesson from "./lesson.js";
import * as lessons from "./lessons.js";
import * as live from "./live.js";
import * as loading from "./loading.js";
import * as menu from "./menu.js";
import * as narration from "./narration.js";
import { essence } from "./panic.js";
import * as printing from "./print.js";
import * as present from "./present.js";
import * as preferences from "./preferences.js";
import { everyFrame } from "./rest.js";
import * as share from "./share.js";
import * as sheet from "./sheet.js";
import * as terminals from "./terminals.js";
import { useLoadingTexts } from "./texts.js";
import { every } from "./ticker.js";
import * as toasts from "./toast.js";

/** How often a hidden page looks, in milliseconds. */
const HIDDEN_MS = 250;

const iframe = /** @type {HTMLIFrameElement} */ (document.querySelector("#stage iframe"));

/** Panels that are drawn when their part of the view has changed. */
const panels = [header, controls, narration, inspector, lessons, lesson];
/** @type {Map<object, string>} */
const drawn = new Map();
/** @type {import("./view.js").View|null} */
let view = null;
let ended = false;
/** What the page is as a part of another one; elsewhere it is not loaded. @type {typeof import("./later/embed.js")|null} */
let embed = null;

/** @param {import("./view.js").View} v */
function show(v) {
  view = v;
  if (preferences.render(v)) drawn.clear();
  for (const panel of panels) {
    const part = JSON.stringify(panel.part(v));
    if (drawn.get(panel) === part) continue;
    drawn.set(panel, part);
    panel.render(v);
  }
  terminals.render(v);
  live.render(v);
  menu.render(v);
  toasts.render(v);
  announcements.render(v);
  keys.render(v);
  present.render(v);
  embed?.render(v);
  focus.find();
}

/**
 * Between two views the time alone has passed.
 * @param {{time_ms: number, clock: string}} time
 */
function pass(time) {
  Object.assign(view, time);
  drawn.delete(controls);
  controls.tick(view);
  embed?.render(view);
}

/** Looks whether there is something new, or whether the program has ended. */
function look() {
  if (ended) return;
  const load = iframe.contentWindow.raftariumLoad;
  if (load?.failed === "crash") return end(load.words);
  preferences.followDensity();
  const next = bridge.frame();
  if (next === null) return;
  if (next.views === undefined) pass(next);
  else show(next);
}

/** @param {string} words */
function end(words) {
  if (ended) return;
  ended = true;
  document.body.dataset.state = "ended";
  crash.show(words);
  bridge.disconnect();
  keep.forget();
}

/** @returns {boolean} whether there will be more to see */
function seeFrame() {
  if (!document.hidden) look();
  return !ended;
}

/** Until the world runs: how far loading is, once a frame, and in a hidden tab as well. */
function load() {
  const stop = every(50, () => {
    const stage = iframe.contentWindow;
    const state = stage.raftariumLoad;
    if (state?.failed) {
      stop();
      const what = state.failed === "crash" ? "stage" : state.failed;
      loading.fail(what, state.words === "" ? "" : essence(state.words));
      return automation.announceFailure(new Error(`the world does not run: ${state.words}`));
    }
    if (stage.raftariumStage === undefined) return document.body.dataset.held === undefined && loading.render(state, performance.now());
    stop();
    run(stage);
  });
}

function run(stage) {
  bridge.connect(stage.raftariumStage, (problem) => end(String(problem?.message ?? problem)));
  preferences.start();
  if (!keep.restore()) share.openHere();
  keep.listen();
  present.follow(stage.document); // before the other keys: one that ends the dark does nothing else
  keys.listen(stage.document);
  files.accept(stage.document);
  document.body.dataset.state = "running";
  look();
  everyFrame(stage, seeFrame);
  every(HIDDEN_MS, () => document.hidden && look());
  automation.announceReady();
  embed?.begin();
  if (!live.start() && embed === null) import("./later/version.js").then((version) => version.keepForLater());
}

/** Other widths need other words and other places; known words are marked. */
function anew() {
  if (view === null || ended) return;
  drawn.clear();
  show(view);
}

window.raftarium = automation.raftarium;
useLoadingTexts();
actions.listen();
for (const part of [focus, keyboard, header, controls, narration, inspector, menu, present, printing, sheet, share, terminals, glossary, lesson, lessons]) part.listen();
help.listen(terminals.propose);
for (const kind of ["resize", "words"]) addEventListener(kind, anew);
if (document.documentElement.dataset.embed !== undefined) {
  embed = await import("./later/embed.js");
  embed.hold();
}
load();
