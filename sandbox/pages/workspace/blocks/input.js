/** The input block: a label, one element, a hint, and a place for what is wrong with it. */

import { element, uniqueId } from "../dom.js";
import { textObject } from "../mrkdwn_view.js";
import { control } from "./elements.js";
import { valueField } from "./value.js";

const GROUPS = new Set(["checkboxes", "radio_buttons"]);

/** @param {object} block @param {import("./plain.js").Place} place @returns {HTMLElement} */
export function input(block, place) {
  const source = block.element ?? {};
  const [label, title, hint, error] = ["field", "label", "hint", "error"].map(uniqueId);
  const own = {
    ...place,
    quiet: !block.dispatch_action,
    label,
    labelledBy: title,
    describedBy: `${hint} ${error}`,
  };
  const words = [
    textObject(block.label),
    block.optional && element("span", { class: "optional" }, " (optional)"),
  ];
  return element(
    "div",
    { class: "block-input" },
    GROUPS.has(source.type)
      ? element("div", { class: "label", id: title }, words)
      : element("label", { class: "label", for: label, id: title }, words),
    control(source, own),
    element("p", { class: "field-error", id: error, role: "alert", hidden: true }),
    element("p", { class: "hint", id: hint, hidden: !block.hint }, textObject(block.hint)),
  );
}

/**
 * What is missing before a view can be sent, by block.
 * @param {object} view
 * @param {object} values as `state.values`
 * @returns {Object<string, string>} sentences by block id; empty when all is well
 */
export function missing(view, values) {
  const problems = {};
  for (const block of view.blocks ?? []) {
    if (block.type !== "input" || !block.element?.action_id) continue;
    const given = values[block.block_id]?.[block.element.action_id];
    const problem = given && problemWith(block, given[valueField(given.type)]);
    if (problem) problems[block.block_id] = problem;
  }
  return problems;
}

function problemWith(block, value) {
  const empty = value === null || (Array.isArray(value) ? !value.length : String(value).trim() === "");
  if (empty) return block.optional ? null : "Please fill this in.";
  const shortest = block.element.min_length;
  return shortest && String(value).length < shortest ? `Please write at least ${shortest} characters.` : null;
}
