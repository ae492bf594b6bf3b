/**
 * The one way to the stage: `raftariumStage`, which Go puts into the window of
 * the iframe when the world runs.
 *
 *   call(op, argJSON)  {"ok": value} or {"error": "sentence"}, at once
 *   frame()            JSON of the View (view.js) if it changed since the last call, else null; between
 *                      two views, while the world plays, of its time_ms and clock alone;
 *                      false: nothing is going on, and it is enough to ask once in a while
 *   crashLink          the link that leads to where it stopped, set by Go before it ends
 *
 * Operations, their arguments, what they answer:
 *
 *   act         {action}                     one of the actions below, or one that the View offered
 *   type        {terminal, line}             a whole line; while a command runs it waits for its turn
 *   interrupt   {terminal, line}             Ctrl C; line is what stood there unsent
 *   complete    {terminal, line, pos}        [words]: what the word before pos may become
 *   texts       {lang}                       {id: text}
 *   preference  {theme, lang, reducedMotion, dpr, layout, low, touch}
 *               layout is wide, narrow, tablet or phone; low: less than 800 px high
 *   link        {}                           an address, or what stands after its "#"
 *   open        {link}                       what stands after the "#"
 *   keep        {}                           a text with which restore leads back to here
 *   restore     {text}
 *   lesson      {name, text, step}           opens a lesson's file at a step, from 0
 *   source      {text, why}                  the file that a panel wants, or why it did not come
 *   follow      {link, world, partial, page, aside}  begins to follow a cluster that runs elsewhere;
 *               aside: what is shown now stays
 *   hear        {inputs, tags, now_ns}       what has happened there
 *   connection  {on}                         whether anything is heard
 *   refused     {tag, text}                  what was sent and not done, and why
 *   run         {line, terminal}             {id}
 *   result      {id}                         null, or {stdout, stderr, code}
 *   state       {}                           the world as DESIGN.md gives it
 *   events      {since}                      [event]
 *   trace       {}                           the events that there are, the state, the link
 *   svg         {}                           the stage in vectors, as it is: no {"ok": …} about it
 *
 * Actions that the page makes up itself; all others come with the View:
 *
 *   play  pause  step  back  branch  enter BRANCH  view VIEW  tab TAB
 *   speed X  seek MS  jump next|previous KIND  jump kind KIND
 *   live
 *   knobs of MEMBER|all  knobs to MEMBER  knobs way both|there|back
 *   select member N  select none  menu  menu close  terminal new
 *   lang en|zh  theme light|dark  present on|off
 *   tell next|previous                       to what is worth telling
 *   lesson next|skip|back|again|run|hint|close|step N|choose N
 */

import { rest, wake } from "./rest.js";

/** @typedef {{call(op: string, arg: string): string, frame(): string|null|false, crashLink?: string}} Stage */

/** @type {Stage|null} */
let stage = null;
/** @type {(problem: unknown) => void} */
let onBroken = () => {};

/**
 * @param {Stage} found
 * @param {(problem: unknown) => void} broken told when a call fails in the stage itself
 */
export function connect(found, broken) {
  stage = found;
  onBroken = broken;
}

/** The stage answers no more; calls from now on are errors. */
export function disconnect() {
  stage = null;
}

/** @returns {boolean} whether there is a stage that answers */
export const connected = () => stage !== null;

/**
 * Asks the stage; an error that Go tells is thrown with its sentence.
 * @param {string} op
 * @param {object} [arg]
 * @returns {any}
 */
export function call(op, arg = {}) {
  if (stage === null) throw new Error("the world does not run yet: await raftarium.ready");
  wake();
  const answer = JSON.parse(entered(() => stage.call(op, JSON.stringify(arg))));
  if (typeof answer.error === "string") throw new Error(answer.error);
  return answer.ok;
}

/** @returns {string} the stage as a picture in vectors */
export function svg() {
  if (stage === null) throw new Error("the world does not run yet: await raftarium.ready");
  return entered(() => stage.call("svg", "{}"));
}

/**
 * @returns {import("./view.js").View|{time_ms: number, clock: string, views: undefined}|null}
 * what is to be shown, or the time alone, or null if nothing changed
 */
export function frame() {
  if (stage === null) return null;
  const text = entered(() => stage.frame());
  rest(text === false);
  return typeof text === "string" ? JSON.parse(text) : null;
}

/** @returns {string} the link of the moment at which it stopped, or "" */
export function crashLink() {
  try {
    return String(stage?.crashLink ?? "");
  } catch {
    return "";
  }
}

function entered(f) {
  try {
    return f();
  } catch (problem) {
    onBroken(problem);
    throw problem;
  }
}
