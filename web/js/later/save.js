/**
 * Pictures, the trace and a film, as files. It is loaded when it is asked for.
 */
import { raftarium } from "../automation.js";
import { call, svg } from "../bridge.js";
import { openAt } from "../menu.js";
import { t } from "../texts.js";
import { toast } from "../toast.js";

/** Pixels of a picture for one of the page's: for a slide or a book. */
const DENSITY = 2;
const FRAMES_A_SECOND = 30;

/** @type {MediaRecorder|null} that runs */
let recorder = null;

/** @param {Element} anchor the button that was pressed */
export function openMenu(anchor) {
  openAt(anchor, t("ui.save"), [
    { label: t("ui.save-png"), action: "page save png" },
    { label: t("ui.save-svg"), action: "page save svg" },
    { label: t("ui.save-json"), action: "page save json" },
    ...(typeof MediaRecorder === "function" ? [{ label: t(recorder ? "ui.save-video-end" : "ui.save-video"), action: "page save video" }] : []),
    { label: t("ui.print"), action: "page save print" },
  ]);
}

/** @param {string} what png, svg, json, video or print */
export async function save(what) {
  try {
    await kinds[what]?.();
  } catch (problem) {
    toast(t("ui.save-failed", { why: problem.message }));
  }
}

const kinds = {
  svg: () => deliver("svg", new Blob([svg()], { type: "image/svg+xml" })),
  png: async () => deliver("png", await painted(svg())),
  json: () => deliver("json", new Blob([JSON.stringify(call("trace"), null, 1)], { type: "application/json" })),
  video: () => (recorder ? recorder.stop() : record()),
  print: () => print(),
};

/** @param {string} picture in vectors @returns {Promise<Blob>} */
async function painted(picture) {
  const url = URL.createObjectURL(new Blob([picture], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * DENSITY;
    canvas.height = image.naturalHeight * DENSITY;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("canvas"))), "image/png"));
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Films the stage until the same item is chosen again. */
function record() {
  const canvas = document.querySelector("#stage iframe").contentDocument.querySelector("canvas");
  const type = ["video/webm;codecs=vp9", "video/webm", "video/mp4"].find((one) => MediaRecorder.isTypeSupported(one));
  const pieces = [];
  const made = new MediaRecorder(canvas.captureStream(FRAMES_A_SECOND), { mimeType: type, videoBitsPerSecond: 8e6 });
  made.ondataavailable = ({ data }) => pieces.push(data);
  made.onstop = () => {
    recorder = null;
    for (const track of made.stream.getTracks()) track.stop();
    deliver(made.mimeType.includes("mp4") ? "mp4" : "webm", new Blob(pieces, { type: made.mimeType }));
  };
  made.start(1000);
  recorder = made;
  call("act", { action: "play" });
  toast(t("ui.save-filming"));
}

/** @param {string} ending @param {Blob} blob */
function deliver(ending, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `raftarium-${Math.round(raftarium.state().time_ms)}ms.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
