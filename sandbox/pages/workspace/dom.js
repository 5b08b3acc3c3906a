/**
 * The only place where elements are made. Everything that comes from data goes in as a text node;
 * there is no way from here to have a string read as markup, style or script.
 */

const REFUSED = new Set(["innerhtml", "outerhtml", "srcdoc", "style", "src", "href", "action", "formaction"]);
const PROPERTIES = new Set(["value", "checked", "selected", "disabled", "indeterminate"]);
const SVG = "http://www.w3.org/2000/svg";
let serial = 0;

/**
 * Makes an element.
 * @param {string} tag
 * @param {Object<string, *>} [props] attributes; also `class`, `dataset` and `on` (listeners by event name).
 *   Absent, null and false are left out; true gives an empty attribute.
 * @param {...(Node|string|number|Array|null|undefined|false)} children strings become text nodes
 * @returns {HTMLElement}
 */
export function element(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value !== undefined && value !== null && value !== false) set(node, name, value);
  }
  append(node, children);
  return node;
}

function set(node, name, value) {
  if (name === "class") node.className = value;
  else if (name === "dataset") setDataset(node, value);
  else if (name === "on") listen(node, value);
  else if (PROPERTIES.has(name)) node[name] = value;
  else if (REFUSED.has(name.toLowerCase()) || /^on/i.test(name)) throw new Error(`${name} is not set here`);
  else node.setAttribute(name, value === true ? "" : String(value));
}

function setDataset(node, values) {
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && value !== null) node.dataset[key] = String(value);
  }
}

function listen(node, listeners) {
  for (const [event, listener] of Object.entries(listeners)) node.addEventListener(event, listener);
}

/**
 * Adds children to a node, flattening arrays and leaving out null, undefined and false.
 * @param {Node} node
 * @param {Array} children
 */
export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/**
 * Replaces all children of a node.
 * @param {Node} node
 * @param {...*} children as for `element`
 */
export function fill(node, ...children) {
  node.replaceChildren();
  append(node, children);
}

/**
 * Makes the children of a node equal to a list, leaving alone those that are in place already,
 * so that focus, selection and scrolling survive.
 * @param {Node} node
 * @param {Node[]} wanted
 */
export function reconcile(node, wanted) {
  const keep = new Set(wanted);
  for (const child of [...node.childNodes]) {
    if (!keep.has(child)) child.remove();
  }
  wanted.forEach((child, index) => {
    if (node.childNodes[index] !== child) node.insertBefore(child, node.childNodes[index] ?? null);
  });
}

/**
 * @param {string} stem
 * @returns {string} an id that is unique on this page
 */
export function uniqueId(stem) {
  serial += 1;
  return `${stem}-${serial}`;
}

const ICONS = {
  home: "M3 9.5 10 3.5l7 6V16.5H12.5V12h-5v4.5H3z",
  message: "M3.5 4.5h13v9h-7l-3.5 3v-3h-2.5z",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  close: "M5 5l10 10M15 5 5 15",
  back: "M11.5 4.5 6 10l5.5 5.5",
  down: "M5.5 8 10 12.5 14.5 8",
  more: "M5 10h.01M10 10h.01M15 10h.01",
  reply: "M8 5 3.5 9.5 8 14M4 9.5h7.5a5 5 0 0 1 5 5V15",
  copy: "M7 7V3.5h9.5V13H13M3.5 7H13v9.5H3.5z",
  send: "M4 10h12M11 5l5 5-5 5",
  books: "M4 3.5h4.5v13H4zM8.5 3.5H12v13H8.5zM12.3 5l3-.8 2.2 11.8-3 .7z",
  warning: "M10 3.5 17.5 16.5h-15zM10 8.5v3.5M10 14.3h.01",
  eye: "M2.5 10S5.5 5 10 5s7.5 5 7.5 5-3 5-7.5 5-7.5-5-7.5-5zM10 10h.01M8 10a2 2 0 1 0 4 0 2 2 0 1 0-4 0",
  check: "M4.5 10.5 8.5 14.5 16 6",
  people:
    "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 16.5c0-3 2-5 5-5s5 2 5 5M13 9.5a2.5 2.5 0 1 0-1-4.8M14 11.7c2.2.3 3.5 2.1 3.5 4.8",
  external: "M8 4.5H4.5v11h11V12M11 4.5h4.5V9M15.5 4.5 9 11",
  sail: "M10 2.5v10M10 2.5l5.5 7.5H10M3 14.5c1.2 0 1.2 1 2.3 1s1.2-1 2.4-1 1.1 1 2.3 1 1.2-1 2.3-1 1.2 1 2.4 1 1.1-1 2.3-1",
};

/**
 * A small line drawing; decoration only, so hidden from screen readers.
 * @param {keyof ICONS} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 20 20");
  drawing.setAttribute("class", `icon icon-${name}`);
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  drawing.appendChild(path);
  return drawing;
}
