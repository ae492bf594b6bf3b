/**
 * The stage's own page: fetches the program, starts it, and says how far that
 * is in `raftariumLoad`, which the page around it reads. When the program ends,
 * its last words are there too.
 *
 * @typedef {object} Load
 * @property {"fetch"|"start"|"run"|"end"} phase
 * @property {number} loaded  bytes
 * @property {number} total   bytes
 * @property {""|"fetch"|"start"|"wasm"|"webgl"|"crash"} failed  what did
 * @property {string} words   the error, or the end of what the program printed
 */
import { program } from "./program.js";

/** The end of a crash's output that is worth showing, in characters. */
const WORDS_MAX = 8000;

/** How long after its beginning the program is given the names of its functions: see later/names.js. */
const NAMES_AFTER_MS = 3000;

/** @type {Load} */
const load = { phase: "fetch", loaded: 0, total: 0, failed: "", words: "" };
window.raftariumLoad = load;

function fail(what, problem) {
  load.failed = what;
  load.words = String(problem?.message ?? problem);
}

async function start() {
  if (typeof WebAssembly?.instantiateStreaming !== "function" || typeof DecompressionStream !== "function") {
    return fail("wasm", "");
  }
  if (document.createElement("canvas").getContext("webgl2") === null) return fail("webgl", "");
  // As a part of another page it may have to wait until it is seen: see early.js.
  await parent.raftariumHold;
  const wasm = JSON.parse(document.getElementById("wasm").textContent);
  load.total = wasm.gzip.bytes;
  const go = new Go();
  let instance;
  try {
    const answer = await program(wasm, (loaded, total) => Object.assign(load, { loaded, total }));
    ({ instance } = await WebAssembly.instantiateStreaming(answer, go.importObject));
  } catch (problem) {
    return fail(load.total > 0 && load.loaded >= load.total ? "start" : "fetch", problem);
  }
  load.phase = "start";
  listenToLastWords();
  letFramesBeHeld();
  letTapsBeSeen();
  let code = 0;
  go.exit = (c) => (code = c);
  try {
    load.phase = "run";
    const ended = go.run(instance);
    setTimeout(() => import("./later/names.js").then(({ name }) => name(instance, wasm.url)).catch(() => {}), NAMES_AFTER_MS);
    await ended;
    load.phase = "end";
    load.failed = "crash";
    if (load.words === "") load.words = `exit code ${code}`;
  } catch (problem) {
    load.phase = "end";
    load.words ||= String(problem?.message ?? problem);
    load.failed = "crash";
  }
}

/**
 * While nothing is going on the page around holds the frames that the program
 * asks for: see rest.js.
 */
function letFramesBeHeld() {
  const ask = window.requestAnimationFrame.bind(window);
  /** @type {FrameRequestCallback[]} */
  let held = [];
  let resting = false;
  window.requestAnimationFrame = (f) => (resting ? held.push(f) : ask(f));
  window.raftariumFrame = () => held.splice(0).forEach(ask);
  window.raftariumRest = (on) => {
    resting = on;
    if (!on) window.raftariumFrame();
  };
}

/**
 * The program looks at fingers once a frame: one that was down for less is lifted
 * after it. One that the system takes away is lifted, too: the program knows of no
 * other end.
 */
function letTapsBeSeen() {
  let unseen = false;
  let lifting = false;
  const lift = ({ target, targetTouches }) => {
    lifting = true;
    target.dispatchEvent(new TouchEvent("touchend", { targetTouches: [...targetTouches], bubbles: true, cancelable: true }));
    lifting = false;
  };
  /** @type {TouchEvent[]} */
  const late = [];
  addEventListener(
    "touchstart",
    () => {
      unseen = true;
      // After the program's own part of the frame. Not later: a long press is another thing.
      requestAnimationFrame(() =>
        setTimeout(() => {
          unseen = false;
          late.splice(0).forEach(lift);
        }),
      );
    },
    true,
  );
  for (const kind of ["touchend", "touchcancel"])
    addEventListener(
      kind,
      (event) => {
        if (lifting || (kind === "touchend" && !unseen)) return;
        event.stopImmediatePropagation();
        event.preventDefault();
        if (unseen) late.push(/** @type {TouchEvent} */ (event));
        else lift(event);
      },
      { capture: true, passive: false },
    );
}

/** Go writes the message of a panic to standard error before it ends. */
function listenToLastWords() {
  const write = globalThis.fs.writeSync;
  const decoder = new TextDecoder();
  globalThis.fs.writeSync = function (fd, bytes) {
    if (fd === 2) load.words = (load.words + decoder.decode(bytes, { stream: true })).slice(-WORDS_MAX);
    return write.call(this, fd, bytes);
  };
}

addEventListener("error", (event) => {
  if (load.phase === "run" && load.failed === "") {
    load.words ||= event.message;
    load.failed = "crash";
  }
});

start();
