/**
 * A description of elements, and a patch that makes a parent's children be as
 * described. What stays the same is not touched, so that focus, selection and
 * scroll positions survive the sixty frames a second in which a clock changes.
 */

/** @typedef {{tag: string, props: Record<string, any>, children: any[]}} Described */
/** @typedef {Described|string|number|null|undefined|false|Described[]} Child */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Record<string, any>} [props] attributes; false, null and undefined are left out
 * @param {...Child} children
 * @returns {Described}
 */
export function h(tag, props = {}, ...children) {
  return { tag, props: props ?? {}, children };
}

/**
 * @param {Element} parent
 * @param {Child|Child[]} wanted
 */
export function patch(parent, wanted) {
  const list = flat(wanted);
  let at = parent.firstChild;
  for (const want of list) {
    const next = at?.nextSibling ?? null;
    const made = fit(at, want, parent);
    if (made !== at) at === null ? parent.append(made) : parent.replaceChild(made, at);
    at = next;
  }
  while (at !== null) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

/**
 * A text in which no line ends within a name such as etcd-01.
 * @param {string} text
 * @returns {Child[]}
 */
export function unbroken(text) {
  return text.split(/([a-z]+-\d+)/).map((part, i) => (i % 2 === 1 ? h("span", { class: "name" }, part) : part));
}

/** Children without holes and nesting; neighbouring texts become one. */
function flat(wanted) {
  const out = [];
  for (const child of [wanted].flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    if (typeof child === "object") out.push(child);
    else if (typeof out.at(-1) === "string") out[out.length - 1] += String(child);
    else out.push(String(child));
  }
  return out;
}

function fit(node, want, parent) {
  if (typeof want === "string") {
    if (node?.nodeType !== 3) return parent.ownerDocument.createTextNode(want);
    if (node.data !== want) node.data = want;
    return node;
  }
  const space = want.tag === "svg" ? SVG : parent.namespaceURI === SVG ? SVG : parent.namespaceURI;
  let el = node;
  if (el?.nodeType !== 1 || el.localName !== want.tag || el.namespaceURI !== space) {
    el = parent.ownerDocument.createElementNS(space, want.tag);
  }
  attributes(el, want.props);
  patch(el, want.children);
  return el;
}

function attributes(el, props) {
  for (const name of el.getAttributeNames()) {
    if (!present(props[name])) el.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(props)) {
    if (!present(value)) continue;
    const text = value === true ? "" : String(value);
    if (el.getAttribute(name) !== text) el.setAttribute(name, text);
  }
}

function present(value) {
  return value !== undefined && value !== null && value !== false;
}
