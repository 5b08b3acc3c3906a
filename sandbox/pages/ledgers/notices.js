// Short notices at the foot of the page.

import { make } from "./dom.js";

const SHOWN_MILLISECONDS = 6000;
const SHOWN_AT_ONCE = 2;

/** Shows `text` for a few seconds; `tone` is "good" or "bad". */
export function notice(text, tone = "good") {
  const element = make("div", { class: `notice ${tone}`, testid: "notice" }, text);
  const notices = document.getElementById("notices");
  notices.append(element);
  while (notices.children.length > SHOWN_AT_ONCE) notices.firstElementChild.remove();
  setTimeout(() => element.remove(), SHOWN_MILLISECONDS);
}
