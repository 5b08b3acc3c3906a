// Short notices at the foot of the page.

import { make } from "./dom.js";

const SHOWN_MILLISECONDS = 6000;

/** Shows `text` for a few seconds; `tone` is "good" or "bad". */
export function notice(text, tone = "good") {
  const element = make("div", { class: `notice ${tone}`, testid: "notice" }, text);
  document.getElementById("notices").append(element);
  setTimeout(() => element.remove(), SHOWN_MILLISECONDS);
}
