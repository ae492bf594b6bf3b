/**
 * One terminal: its log, its line, its keys. The line is a transparent text
 * area (selection, input methods, telephones' keyboards) over a mirror of
 * itself with a standing cursor.
 */
import { call } from "./bridge.js";
import { completed } from "./completion.js";
import { h, patch } from "./dom.js";
import { key, plan } from "./lines.js";
import { t } from "./texts.js";
import { toast } from "./toast.js";

/** Pasted lines that are handed over at once; the rest waits for the next turn of the browser. */
const LINES_A_TURN = 50;

/** Lines of history that a terminal remembers, as the shell does. */
const HISTORY_MAX = 500;

export class Terminal {
  /** @param {string} id */
  constructor(id) {
    this.id = id;
    this.drawn = { first: 0, keys: /** @type {string[]} */ ([]) };
    this.epoch = -1;
    /** @type {string[]} */
    this.history = [];
    this.at = 0;
    this.draft = "";
    this.prompt = "$ ";
    this.busy = false;
    /** @type {string[]} */
    this.pasted = [];
    this.following = true;

    this.el = element("div", "term");
    this.el.dataset.terminal = id;
    this.status = element("div", "status", this.el);
    this.scroll = element("div", "scroll", this.el);
    this.log = element("div", "log", this.scroll);
    this.log.setAttribute("role", "log");
    this.ahead = element("div", "ahead", this.scroll);
    this.entry = element("div", "entry", this.scroll);
    this.mirror = element("div", "typed", this.entry);
    this.mirror.setAttribute("aria-hidden", "true");
    this.input = document.createElement("textarea");
    this.entry.append(this.input);
    this.offers = element("div", "offers", this.scroll);
    this.hint = element("div", "hint", this.scroll);
    this.hinted = "";
    for (const [name, value] of Object.entries({
      rows: "1",
      spellcheck: "false",
      autocapitalize: "off",
      autocomplete: "off",
      autocorrect: "off",
      enterkeyhint: "send",
    }))
      this.input.setAttribute(name, value);
    this.listen();
    this.label();
    this.mirrored();
  }

  /** Labels in the language of now. */
  label() {
    this.input.setAttribute("aria-label", t("ui.line-of", { id: this.id }));
    this.log.setAttribute("aria-label", t("ui.log-of", { id: this.id }));
    this.el.setAttribute("aria-label", t("ui.terminal", { id: this.id }));
  }

  /** @param {import("./view.js").Terminal} said */
  update(said) {
    if (said.history) {
      this.history = said.more ? [...this.history, ...said.history].slice(-HISTORY_MAX) : said.history;
      this.at = this.history.length;
    }
    if (said.lines) this.draw(said);
    const ahead = (said.queued ?? []).join("\n");
    if (ahead !== this.ahead.textContent) {
      this.ahead.textContent = ahead;
      if (this.following) this.toEnd();
    }
    this.advise(said.hint ?? null);
    if (said.busy !== this.busy || said.prompt !== this.prompt) {
      this.busy = said.busy;
      this.prompt = said.prompt;
      this.mirrored();
    }
  }

  /** What could be typed first. @param {import("./view.js").Hint|null} hint */
  advise(hint) {
    const now = JSON.stringify(hint);
    if (now === this.hinted) return;
    this.hinted = now;
    patch(this.hint, hint && [
      h("p", {}, hint.text, " ", h("button", { type: "button", "data-act": `page type-in ${this.id} ${hint.line}` }, hint.line)),
      hint.more && h("p", {}, hint.more),
    ]);
    if (this.following) this.toEnd();
  }

  draw(said) {
    const { drop, keep, add, first } = plan(this.drawn, said);
    for (let n = drop; n > 0; n--) this.log.firstChild.remove();
    while (this.log.childNodes.length > keep) this.log.lastChild.remove();
    const fresh = said.lines.slice(add);
    this.log.append(...fresh.map(drawnLine));
    this.drawn = { first, keys: [...this.drawn.keys.slice(drop, drop + keep), ...fresh.map(key)] };
    if (this.following) this.toEnd();
  }

  /** The end of the log comes into sight, and stays there as it grows. */
  toEnd() {
    this.following = true;
    // More than there is: asking for the height first would cost a second layout.
    this.scroll.scrollTop = 1e9;
    if (this.hint.firstChild === null) return;
    // The line comes before what could be typed in it, where there is no room for both.
    const above = this.scroll.getBoundingClientRect().top - this.entry.getBoundingClientRect().top;
    if (above > 0) this.scroll.scrollTop -= above;
  }

  focus() {
    this.input.focus({ preventScroll: true });
    this.toEnd();
  }

  /** Puts a line there to be looked at and sent. @param {string} line */
  propose(line) {
    this.set(line);
    this.focus();
  }

  /** Ends what runs, as Ctrl C does. */
  interrupt() {
    this.pasted = [];
    call("interrupt", { terminal: this.id, line: this.input.value });
    this.set("");
  }

  set(line, caret = line.length) {
    this.input.value = line;
    this.input.setSelectionRange(caret, caret);
    this.offers.textContent = "";
    this.mirrored();
  }

  /** Sends whole lines, one after the other, as if each were typed. */
  type(lines) {
    this.pasted.push(...lines);
    this.at = this.history.length;
    this.following = true;
    this.send();
  }

  send() {
    try {
      for (let n = 0; n < LINES_A_TURN && this.pasted.length > 0; n++)
        call("type", { terminal: this.id, line: this.pasted.shift() });
    } catch (problem) {
      this.pasted = [];
      toast(problem.message);
    }
    if (this.pasted.length > 0) setTimeout(() => this.send());
  }

  listen() {
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("paste", (event) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (!/[\r\n]/.test(text)) return;
      event.preventDefault();
      this.input.setRangeText(text, this.input.selectionStart, this.input.selectionEnd, "end");
      this.typed();
    });
    this.input.addEventListener("keydown", (event) => {
      if (!event.isComposing && this.pressed(event)) event.preventDefault();
    });
    for (const name of ["focus", "blur"]) this.input.addEventListener(name, () => this.mirrored());
    document.addEventListener("selectionchange", () => {
      if (document.activeElement === this.input) this.mirrored();
    });
    this.scroll.addEventListener("scroll", () => {
      const { scrollTop, clientHeight, scrollHeight } = this.scroll;
      this.following = scrollTop + clientHeight > scrollHeight - 24 - this.hint.offsetHeight;
    });
    new ResizeObserver(() => this.following && this.toEnd()).observe(this.scroll);
    // A click anywhere takes the line, unless it has selected something to be copied.
    this.scroll.addEventListener("click", () => {
      if (getSelection()?.isCollapsed ?? true) this.input.focus({ preventScroll: true });
    });
  }

  /** What stands in the line has changed; a newline in it sends what is before. */
  typed() {
    this.offers.textContent = "";
    const lines = this.input.value.split(/\r\n|\r|\n/);
    if (lines.length > 1) {
      const rest = lines.pop();
      this.set(rest);
      this.type(lines);
    } else {
      this.mirrored();
    }
    this.toEnd();
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key is used up */
  pressed(event) {
    const { key: name, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey && !metaKey && !altKey) return this.control(name.toLowerCase());
    if (metaKey || altKey) return false;
    if (name === "Enter") {
      const line = this.input.value;
      this.set("");
      this.type([line]);
      return true;
    }
    if (name === "ArrowUp" || name === "ArrowDown") {
      this.recall(name === "ArrowUp" ? -1 : 1);
      return true;
    }
    // On an empty line Tab leaves the terminal, as it leaves every other control.
    if (name === "Tab" && !event.shiftKey && this.input.value !== "") {
      this.complete();
      return true;
    }
    if (name === "PageUp" || name === "PageDown") {
      this.scroll.scrollBy(0, (name === "PageUp" ? -1 : 1) * (this.scroll.clientHeight - 20));
      return true;
    }
    return false;
  }

  control(name) {
    const { value, selectionStart: start, selectionEnd: end } = this.input;
    if (name === "c" && start === end && (getSelection()?.toString() ?? "") === "") this.interrupt();
    else if (name === "u") this.set(value.slice(start), 0);
    else if (name === "k") this.set(value.slice(0, start));
    else if (name === "a") this.set(value, 0);
    else if (name === "e") this.set(value);
    else return false;
    return true;
  }

  recall(by) {
    if (this.at === this.history.length) this.draft = this.input.value;
    const to = this.at + by;
    if (to < 0 || to > this.history.length) return;
    this.at = to;
    this.set(to === this.history.length ? this.draft : this.history[to]);
    this.toEnd();
  }

  complete() {
    const { value, selectionStart: pos } = this.input;
    const words = call("complete", { terminal: this.id, line: value, pos }) ?? [];
    const { line, caret, offers } = completed(value, pos, words);
    this.set(line, caret);
    this.offers.textContent = offers.join("  ");
    this.toEnd();
  }

  /** Draws the line with its cursor. */
  mirrored() {
    const { value, selectionStart } = this.input;
    const prompt = this.busy ? "" : this.prompt;
    const at = selectionStart ?? value.length;
    const under = [...value.slice(at)][0] ?? "";
    const kind = `cur${under === "" ? " blank" : ""}${this.busy ? " waits" : ""}`;
    patch(this.mirror, [
      prompt !== "" && h("span", { class: "ps" }, prompt),
      value.slice(0, at),
      h("span", { class: kind }, under),
      value.slice(at + under.length),
    ]);
    this.input.style.textIndent = `${prompt.length}ch`;
  }
}

function element(tag, name, parent = null) {
  const el = document.createElement(tag);
  el.className = name;
  parent?.append(el);
  return el;
}

/** @param {import("./view.js").Line} line */
function drawnLine(line) {
  const el = element("div", line.kind);
  if (line.prompt) element("span", "ps", el).textContent = line.prompt;
  el.append(line.text);
  return el;
}
