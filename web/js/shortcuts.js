/**
 * A key as meaning() takes it, whatever the keyboard is: on some, Shift makes the digits and
 * Alt the brackets; Caps Lock makes capitals; other alphabets lie where the Latin one does.
 * @param {Pick<KeyboardEvent, "key"|"code"|"shiftKey"|"altKey"|"ctrlKey"|"metaKey">} event
 * @returns {string} "" if it is none of ours
 */
export function nameOf({ key, code, shiftKey, altKey, ctrlKey, metaKey }) {
  if (ctrlKey || metaKey || (altKey && !/^[[\]]$/.test(key))) return "";
  if (key.length > 1 || key === " ") return !shiftKey ? key : key.startsWith("Arrow") ? `Shift ${key}` : "";
  if (/^(?!\p{Script=Latin})\p{L}$/u.test(key))
    key = { BracketLeft: "[", BracketRight: "]" }[code] ?? /^Key([A-Z])$/.exec(code)?.[1] ?? key;
  if (/^[a-z]$/i.test(key)) return shiftKey ? "" : key.toLowerCase();
  return key;
}

/**
 * What a key means while no text is typed.
 * @param {string} key as nameOf names it
 * @param {{playing: boolean, jump: {current: string}, terminals: {id: string}[], lesson?: object|null, live?: object, presenting?: boolean}} view
 * @returns {string} an action, or "" if it means nothing
 */
export function meaning(key, { playing, jump, terminals, lesson, live, presenting }) {
  if (presenting) {
    // What the keys of a remote control send.
    const remote = { PageDown: lesson ? "lesson next" : "tell next", PageUp: lesson ? "lesson back" : "tell previous", b: "page black", ".": "page black" }[key];
    if (remote) return remote;
  }
  if (key >= "1" && key <= "9") return `select member ${key}`;
  if (key === "t" && terminals.length > 0) return `page terminal ${terminals[0].id}`;
  return (
    {
      " ": playing ? "pause" : "play",
      ArrowRight: "step",
      ArrowLeft: "back",
      "[": `jump previous ${jump.current}`,
      "]": `jump next ${jump.current}`,
      v: "view next",
      c: "tab knobs",
      h: "hurry toggle",
      f: "follow toggle",
      x: "compare next",
      b: "enter next",
      r: "view ring",
      s: "view space",
      k: "view store",
      d: "view disk",
      ArrowUp: "move up",
      ArrowDown: "move down",
      "Shift ArrowLeft": "move left",
      "Shift ArrowRight": "move right",
      "+": "zoom in",
      "=": "zoom in",
      "-": "zoom out",
      0: "zoom reset",
      ",": "pan -0.25",
      ".": "pan 0.25",
      "?": "page help",
      l: "page lessons",
      p: "page present",
      End: live ? "live" : "",
      PageDown: lesson ? "lesson next" : "",
      PageUp: lesson ? "lesson back" : "",
    }[key] ?? ""
  );
}
