/** Files that are dropped anywhere on the page, or chosen: lessons, and runs that were shared as a file. */
import { openLessonFile } from "./lessons.js";
import { openRun } from "./share.js";
import { t } from "./texts.js";
import { toast } from "./toast.js";

/** @param {File} file @returns {Promise<void>|void} */
export function openFile(file) {
  if (/\.raftarium$/i.test(file.name)) {
    /** @type {HTMLDialogElement|null} */ (document.querySelector("dialog[open]"))?.close();
    return openRun(file);
  }
  if (/\.(md|markdown|txt)$/i.test(file.name)) return openLessonFile(file);
  toast(t("ui.file-unknown", { name: file.name }));
}

/** Lets a file be dropped anywhere. @param {Document} inner the document of the stage */
export function accept(inner) {
  for (const doc of [document, inner]) {
    const files = (event) => [...(event.dataTransfer?.items ?? [])].some((one) => one.kind === "file");
    doc.addEventListener("dragover", (event) => files(event) && event.preventDefault());
    doc.addEventListener("drop", (event) => {
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      // The browser would leave the page for the file.
      event.preventDefault();
      openFile(file);
    });
  }
}
