/** Checkboxes and radio buttons. */

import { element, uniqueId } from "../dom.js";
import { textObject } from "../mrkdwn_view.js";
import { changed, currentValue, hooks, option } from "./value.js";

/** @param {object} source @param {import("./plain.js").Place} place @returns {HTMLElement} */
export function checkboxes(source, place) {
  const chosen = new Set(currentValue(source, place).map((each) => each.value));
  return group(
    source,
    place,
    "checkbox",
    (each) => chosen.has(each.value),
    (boxes) => source.options.filter((each, index) => boxes[index].checked).map(option),
  );
}

/** @param {object} source @param {import("./plain.js").Place} place @returns {HTMLElement} */
export function radioButtons(source, place) {
  const chosen = currentValue(source, place)?.value;
  return group(
    source,
    place,
    "radio",
    (each) => each.value === chosen,
    (boxes) => {
      const index = boxes.findIndex((box) => box.checked);
      return index < 0 ? null : option(source.options[index]);
    },
  );
}

function group(source, place, type, isChosen, read) {
  const name = uniqueId("choice");
  const boxes = (source.options ?? []).map((each) =>
    element("input", { type, name, value: each.value, checked: isChosen(each) }),
  );
  const node = element(
    "div",
    {
      class: "choices",
      role: type === "radio" ? "radiogroup" : "group",
      "aria-labelledby": place.labelledBy,
      "aria-describedby": place.describedBy,
      dataset: hooks(source, place),
    },
    boxes.map((box, index) => choice(box, source.options[index])),
  );
  node.addEventListener("change", async () => {
    const before = (source.options ?? []).map(isChosen);
    const kept = await changed(source, place, read(boxes), node);
    if (!kept) boxes.forEach((box, index) => (box.checked = before[index]));
  });
  return node;
}

function choice(box, source) {
  return element(
    "label",
    { class: "choice" },
    box,
    element(
      "span",
      {},
      textObject(source.text),
      source.description && element("span", { class: "hint" }, textObject(source.description)),
    ),
  );
}
