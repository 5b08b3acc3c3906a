/** Fields to type into: text, numbers, addresses, dates and times. */

import { element } from "../dom.js";
import { changed, currentValue, hooks } from "./value.js";

const KINDS = {
  plain_text_input: "text",
  number_input: "number",
  email_text_input: "email",
  url_text_input: "url",
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "datetime-local",
};

/** @param {object} source @param {import("./plain.js").Place} place @returns {HTMLElement} */
export function field(source, place) {
  const kind = KINDS[source.type];
  const picks = /picker$/.test(source.type);
  const node = element(source.multiline ? "textarea" : "input", {
    class: `input ${source.type}`,
    type: source.multiline ? null : kind,
    rows: source.multiline ? 4 : null,
    placeholder: source.placeholder?.text,
    maxlength: source.max_length,
    autocomplete: "off",
    min: source.min_value,
    max: source.max_value,
    step: source.is_decimal_allowed ? "any" : null,
    value: toInput(kind, currentValue(source, place)),
    "aria-label": place.label ? null : (source.placeholder?.text ?? source.action_id),
    id: place.label,
    "aria-describedby": place.describedBy,
    dataset: hooks(source, place),
  });
  const give = (typing) => changed(source, place, fromInput(kind, node.value), node, typing);
  node.addEventListener("input", () => give(true));
  if (picks) node.addEventListener("change", () => give(false));
  else if (source.dispatch_action_config || !place.quiet) sendOnEnter(node, source, () => give(false));
  return node;
}

/** Slack counts a date with time in seconds, the browser's field in local minutes. */
function toInput(kind, value) {
  if (kind !== "datetime-local" || value === null) return value ?? "";
  const date = new Date(value * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function fromInput(kind, text) {
  if (text === "") return null;
  return kind === "datetime-local" ? Math.floor(new Date(text).getTime() / 1000) : text;
}

function sendOnEnter(node, source, send) {
  const wanted = source.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  node.addEventListener("keydown", (event) => {
    if (
      event.key !== "Enter" ||
      event.isComposing ||
      source.multiline ||
      !wanted.includes("on_enter_pressed")
    )
      return;
    event.preventDefault();
    send();
  });
  if (wanted.includes("on_character_entered")) node.addEventListener("input", send);
}
