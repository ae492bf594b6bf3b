/**
 * Frames, and rest from them: while nothing is going on neither the page nor
 * the stage asks the browser for frames. Who does something wakes both; and
 * what changes though nobody said so is seen within a second.
 */

/** How often a page at rest looks, in milliseconds. */
const RESTING_MS = 1000;

/**
 * How many frames of the page there are at least once somebody does something:
 * the stage's frame, in which it learns of a press, comes after the page's.
 */
const AWAKE_FRAMES = 3;

/** @type {(Window & {raftariumRest?: (on: boolean) => void, raftariumFrame?: () => void})|null} */
let stage = null;
/** @type {() => boolean} looks, and says whether to go on */
let task = () => false;
let resting = false;
let timer = 0;
let awake = 0;

/**
 * @param {Window} found where the stage is
 * @param {() => boolean} look called once a frame, until it says no
 */
export function everyFrame(found, look) {
  stage = found;
  task = look;
  for (const kind of ["pointerdown", "pointermove", "pointerup", "wheel", "keydown", "touchstart", "resize"])
    stage.addEventListener(kind, wake, { passive: true, capture: true });
  document.addEventListener("visibilitychange", wake);
  frame();
}

function frame() {
  timer = 0;
  if (awake > 0) awake--;
  if (!task()) return;
  if (resting) timer = setTimeout(looked, RESTING_MS);
  else requestAnimationFrame(frame);
}

function looked() {
  stage?.raftariumFrame?.();
  frame();
}

/** @param {boolean} on the stage says whether nothing is going on */
export function rest(on) {
  if (on === resting || (on && awake > 0)) return;
  resting = on;
  stage?.raftariumRest?.(on);
}

/** Somebody does something: the stage may have something to show at once. */
export function wake() {
  awake = AWAKE_FRAMES;
  rest(false);
  if (timer === 0) return;
  clearTimeout(timer);
  timer = 0;
  requestAnimationFrame(frame);
}
