// Builds elements. Strings become text nodes and nothing else, so what a record holds can never
// turn into markup.

/**
 * Makes an element.
 *
 * `settings` holds: `class`, `testid`, `on` (listeners by event name), and attributes by their HTML
 * name; `true` gives an attribute without a value, `false`, `null` and `undefined` leave it out
 * (but `aria-...` says "true" and "false").
 * Children are elements or text; empty ones are left out.
 */
export function make(tag, settings = {}, ...children) {
  const element = document.createElement(tag);
  const { class: className, testid, on = {}, ...attributes } = settings;
  if (className) element.className = className;
  if (testid) element.dataset.testid = testid;
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...present(children));
  return element;
}

function setAttribute(element, name, value) {
  if (value === null || value === undefined) return;
  if (typeof value !== "boolean" || name.startsWith("aria-")) element.setAttribute(name, String(value));
  else element.toggleAttribute(name, value);
}

function present(children) {
  return children.flat().filter((child) => child !== null && child !== undefined && child !== false);
}

/** Replaces everything inside `element`. */
export function fill(element, ...children) {
  element.replaceChildren(...present(children));
}

/** A push button. */
export function button(label, { class: className = "", ...settings } = {}) {
  return make("button", { type: "button", class: `button ${className}`.trim(), ...settings }, label);
}

/** Calls `action` once, `milliseconds` after the last of several calls in a row. */
export function settled(milliseconds, action) {
  let timer = null;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds);
  };
}

/** Calls `action` at most once in so many milliseconds, however often it is asked for. */
export function paced(milliseconds, action) {
  let timer = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      action();
    }, milliseconds);
  };
}
