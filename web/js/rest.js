/**
 * Frames, and rest from them: while nothing is going on neither the page nor
 * the stage asks the browser for frames. Who does something wakes both; and
 * what changes though nobody said so is seen within a second.
 */

/** How often a page at rest looks, in milliseconds. */
const RESTING_MS = 1000;

/** @type {(Window & {raftariumRest?: (on: boolean) => void, raftariumFrame?: () => void})|null} */
let stage = null;
/** @type {() => boolean} looks, and says whether to go on */
let task = () => false;
let resting = false;
let timer = 0;

/**
 * @param {Window} found where the stage is
 * @param {() => boolean} look called once a frame, until it says no
 */
export function everyFrame(found, look) {
  stage = found;
  task = look;
  for (const kind of ["pointerdown", "pointermove", "pointerup", "wheel", "keydown", "touchstart", "resize"])
    stage.addEventListener(kind, wake, { passive: true, capture: true });
  frame();
}

function frame() {
  timer = 0;
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
  if (on === resting) return;
  resting = on;
  stage?.raftariumRest?.(on);
}

/** Somebody does something: the stage may have something to show at once. */
export function wake() {
  rest(false);
  if (timer === 0) return;
  clearTimeout(timer);
  timer = 0;
  requestAnimationFrame(frame);
}
