/**
 * The cluster that runs elsewhere, where the page's server has one: what happens
 * there comes as a stream and goes to Go, which computes the same world; what the
 * viewer does to it goes back. cmd/internal/live is the other end.
 */
import { announce } from "./announce.js";
import { call } from "./bridge.js";
import { t } from "./texts.js";
import { every } from "./ticker.js";

/** The server says something ten times a second: so long a silence is a lost connection. */
const QUIET_MS = 4000;
/** How long to wait before the connection is tried again. */
const RETRY_MS = 1000;

/** @type {string} where the server's channel is, or "" */
const base = document.querySelector('meta[name="raftarium-live"]')?.getAttribute("content") ?? "";
/** Tells this page's deeds from those of others. */
const page = `${Math.random().toString(36).slice(2)}-`;

/**
 * Where the stream is, or "" for the page's own address. A browser keeps six
 * connections to a host, and every page's stream holds one for as long as it is
 * open: under a name of its own no page takes another's. All names that end in
 * .localhost lead to this machine.
 */
let elsewhere = nameOfItsOwn();
/** The name is known to lead here: what fails afterwards is the server. */
let leads = false;

/** @type {EventSource|null} */
let source = null;
/** With it the stream is taken up again where it broke off. */
let last = "";
let heardAt = 0;
let sending = Promise.resolve();
let state = "";

/** Begins to follow the cluster, if the server has one. @returns {boolean} whether it has */
export function start() {
  if (base === "") return false;
  listen();
  let quietAt = 0;
  every(RETRY_MS, () => {
    const now = performance.now();
    quietAt = now - heardAt < QUIET_MS ? 0 : quietAt || now;
    // A page that stood still itself has yet to hear what was said meanwhile.
    const quiet = quietAt !== 0 && now - quietAt >= RETRY_MS / 2;
    if (!quiet && source?.readyState !== EventSource.CLOSED) return;
    quietAt = 0;
    lost();
    listen();
  });
  return true;
}

function nameOfItsOwn() {
  if (!/^(localhost|127(\.\d+){3}|\[::1\])$/.test(location.hostname)) return "";
  const url = new URL(base, location.href);
  url.hostname = `${page}stream.localhost`;
  return url.href;
}

function listen() {
  source?.close();
  source = new EventSource(`${elsewhere || base}stream?since=${encodeURIComponent(last)}`);
  heardAt = performance.now();
  if (elsewhere && !leads) {
    source.addEventListener("open", () => (leads = true));
    source.addEventListener("error", () => {
      if (leads || !elsewhere) return;
      elsewhere = ""; // a browser that does not know the name
      listen();
    });
  }
  source.addEventListener("begin", (event) => heard("follow", event));
  source.addEventListener("heard", (event) => heard("hear", event));
  source.addEventListener("error", lost);
}

/** @param {"follow"|"hear"} op @param {MessageEvent} event */
function heard(op, event) {
  heardAt = performance.now();
  try {
    const own = op === "follow" && /^#w=/.test(location.hash);
    call(op, { ...JSON.parse(event.data), page, aside: own });
    last = event.lastEventId;
  } catch {
    // What does not fit is asked for anew, from the beginning.
    last = "";
    lost();
    source.close();
  }
}

function lost() {
  try {
    call("connection", { on: false });
  } catch {
    source?.close(); // the program has ended
  }
}

/** Sends what the viewer has done, one after the other. @param {import("./view.js").View} view */
export function render(view) {
  for (const one of view.live?.send ?? []) sending = sending.then(() => send(one));
  const now = view.live?.state ?? "";
  if (now === state) return;
  state = now;
  if (view.live) announce(view.live.text);
}

async function send(one) {
  let problem;
  try {
    const answer = await fetch(`${base}deed`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(one),
    });
    if (answer.ok) return;
    problem = (await answer.json()).error;
  } catch {
    problem = t("ui.live-unsent");
  }
  call("refused", { tag: one.tag, text: problem });
}
