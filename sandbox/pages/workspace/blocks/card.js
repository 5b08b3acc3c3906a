/** Alerts and cards, in their simplest form. */

import { element, icon } from "../dom.js";
import { textObject } from "../mrkdwn_view.js";
import { control } from "./elements.js";

const LEVELS = new Set(["info", "warning", "error", "success"]);

/** Slack's examples write these texts both as objects and as bare strings; either is shown. */
const words = (text) => (typeof text === "string" ? [text] : textObject(text));

/** @param {object} block @returns {HTMLElement} */
export function alert(block) {
  const level = LEVELS.has(block.level) ? block.level : "default";
  return element(
    "div",
    { class: `block-alert ${level}`, role: "note" },
    icon(level === "success" ? "check" : "warning"),
    element("div", { class: "text" }, words(block.text)),
  );
}

/** @param {object} block @param {import("./plain.js").Place} place @returns {HTMLElement} */
export function card(block, place) {
  const line = (name) => block[name] && element("div", { class: `card-${name}` }, words(block[name]));
  const buttons =
    block.actions?.length &&
    element(
      "div",
      { class: "block-actions" },
      block.actions.map((part) => control(part, place)),
    );
  return element("div", { class: "block-card" }, ["title", "subtitle", "body", "subtext"].map(line), buttons);
}
