/** The plain blocks: header, section, context, actions, divider, image, markdown. */

import { element } from "../dom.js";
import { picture } from "../links.js";
import { plainText, textObject } from "../mrkdwn_view.js";
import { control } from "./elements.js";

/** @typedef {{surface: import("../actions.js").Surface, blockId: string}} Place where a block stands */

/** @param {object} block @returns {HTMLElement} */
export const header = (block) =>
  element(
    `h${Math.min(Math.max(Number(block.level) || 1, 1), 4) + 2}`,
    { class: "block-header" },
    textObject(block.text),
  );

/** @returns {HTMLElement} */
export const divider = () => element("hr", { class: "block-divider" });

/** @param {object} block @param {Place} place @returns {HTMLElement} */
export function section(block, place) {
  const fields =
    block.fields?.length &&
    element(
      "div",
      { class: "fields" },
      block.fields.map((field) => element("div", { class: "field" }, textObject(field))),
    );
  const accessory =
    block.accessory && element("div", { class: "accessory" }, control(block.accessory, place));
  return element(
    "div",
    { class: "block-section" },
    element(
      "div",
      { class: "section-body" },
      block.text && element("div", { class: "text" }, textObject(block.text)),
      fields,
    ),
    accessory,
  );
}

/** @param {object} block @returns {HTMLElement} */
export function context(block) {
  const parts = (block.elements ?? []).map((part) =>
    part.type === "image"
      ? element("span", { class: "context-image" }, picture(part.image_url, part.alt_text ?? ""))
      : element("span", { class: "context-text" }, textObject(part)),
  );
  return element("div", { class: "block-context" }, parts);
}

/** @param {object} block @param {Place} place @returns {HTMLElement} */
export const actions = (block, place) =>
  element(
    "div",
    { class: "block-actions" },
    (block.elements ?? []).map((part) => control(part, place)),
  );

/** @param {object} block @returns {HTMLElement} */
export function image(block) {
  const address = block.image_url ?? block.slack_file?.url;
  return element(
    "figure",
    { class: "block-image" },
    block.title && element("figcaption", {}, textObject(block.title)),
    picture(address, block.alt_text ?? ""),
  );
}

/** @param {object} block @returns {HTMLElement} its text as it stands */
export const markdown = (block) => element("div", { class: "block-markdown text" }, plainText(block.text));
