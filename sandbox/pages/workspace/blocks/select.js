/** A choice of one from a list: the browser's own select, which every keyboard and phone knows. */

import { element } from "../dom.js";
import { groupsOf, keyOf } from "./options.js";
import { changed, currentValue, hooks } from "./value.js";

/** @param {object} source @param {import("./plain.js").Place} place @returns {HTMLElement} */
export function select(source, place) {
  const groups = groupsOf(source);
  const selected = keyOf(currentValue(source, place));
  const placeholder = source.placeholder?.text ?? "Choose";
  const node = element(
    "select",
    {
      class: "input select",
      id: place.label,
      "aria-label": place.label ? null : placeholder,
      "aria-describedby": place.describedBy,
      dataset: hooks(source, place),
    },
    element("option", { value: "" }, placeholder),
    groups.map(group),
  );
  node.value = selected;
  node.addEventListener("change", () => choose(node, groups, source, place));
  return node;
}

function group({ label, choices }) {
  const options = choices.map((choice) =>
    element(
      "option",
      { value: choice.key },
      choice.description ? `${choice.label} · ${choice.description}` : choice.label,
    ),
  );
  return label === null ? options : element("optgroup", { label }, options);
}

async function choose(node, groups, source, place) {
  const choice = groups.flatMap((each) => each.choices).find((each) => each.key === node.value);
  const before = keyOf(currentValue(source, place));
  if (!choice && !place.quiet) {
    node.value = before;
    return;
  }
  if (!(await changed(source, place, choice?.value ?? null, node))) node.value = before;
}
