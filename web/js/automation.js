/**
 * `window.raftarium`: the documented, stable interface for embedding and for
 * tests. It is there from the beginning; all but `ready` needs a running world.
 */
import { call, svg } from "./bridge.js";
import { address } from "./share.js";
import { every } from "./ticker.js";

/** How often a result is asked for, in milliseconds. */
const POLL_MS = 16;

let running = () => {};
let failed = (_problem) => {};

const act = (action) => call("act", { action });

export const raftarium = {
  /** @type {Promise<void>} the world runs */
  ready: new Promise((resolve, reject) => {
    running = () => resolve();
    failed = reject;
  }),

  /**
   * Runs one line as typed into a terminal, in virtual time, until it is answered.
   * @param {string} line
   * @param {{terminal?: string}|null} [where] "A" if not named
   * @returns {Promise<{stdout: string, stderr: string, code: number}>}
   */
  async run(line, where) {
    if (typeof line !== "string") throw new Error("run needs a line, as it is typed into a terminal");
    const { terminal = "A" } = where ?? {};
    const { id } = call("run", { line, terminal });
    return new Promise((resolve, reject) => {
      const stop = every(POLL_MS, () => {
        try {
          const result = call("result", { id });
          if (result === null) return;
          stop();
          resolve(result);
        } catch (problem) {
          stop();
          reject(problem);
        }
      });
    });
  },

  /** The world at this moment. */
  state: () => call("state"),
  /** Events of the trace, from an ID on. @param {{since?: number}} [from] */
  events(from) {
    const { since = 0 } = from ?? {};
    if (!Number.isSafeInteger(since) || since < 0) throw new Error("events needs the ID of the first: {since: 0} or more");
    return call("events", { since });
  },
  play: () => act("play"),
  pause: () => act("pause"),
  /** To the next event. */
  step: () => act("step"),
  /** World time over viewer's time, 0.001 to 10. @param {number} x */
  speed: (x) => act(`speed ${x}`),
  /** To a moment, exactly. @param {number} ms world time */
  seek: (ms) => act(`seek ${ms}`),
  /** Leaves the present line of history at this moment. */
  branch: () => act("branch"),
  /** Back to what happens now, where a cluster that runs elsewhere is followed. */
  live: () => act("live"),
  /** @returns {string} the address of this moment, view and selection; "&modified=RULES" in it names the rules that are off or were */
  link: () => address(call("link")),
  /** @returns {string} the stage as it is now, as an SVG document */
  svg: () => svg(),
  /** @param {string} link an address, or the part after its "#" */
  open: (link) => call("open", { link: String(link ?? "").replace(/^[^#]*#/, "") }),
};

// Nobody has to wait for ready: a failure that nobody waits for is shown in the page anyway.
raftarium.ready.catch(() => {});

/** The world runs. */
export function announceReady() {
  running();
}

/** It never will. @param {Error} problem */
export function announceFailure(problem) {
  failed(problem);
}
