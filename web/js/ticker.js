/**
 * A clock that goes on in a hidden tab, where browsers slow timers down to one
 * a second and later one a minute: those of workers keep their pace.
 */

/** @type {Worker|null} */
let worker = null;
let last = 0;
/** @type {Map<number, () => void>} */
const tasks = new Map();

/**
 * @param {number} ms
 * @param {() => void} task
 * @returns {() => void} ends it
 */
export function every(ms, task) {
  const id = ++last;
  tasks.set(id, task);
  worker ??= started();
  worker.postMessage({ start: id, ms });
  return () => {
    tasks.delete(id);
    worker.postMessage({ stop: id });
  };
}

function started() {
  const made = new Worker(new URL("ticker-worker.js", import.meta.url));
  made.onmessage = ({ data }) => tasks.get(data)?.();
  return made;
}
