/** Draws blocks. A type we do not know is shown as a note, never left out in silence. */

import { element } from "../dom.js";
import { actions, context, divider, header, image, markdown, section } from "./plain.js";
import { alert, card } from "./card.js";
import { input } from "./input.js";
import { richText } from "./rich_text.js";
import { table } from "./table.js";

const BLOCKS = {
  actions,
  alert,
  card,
  context,
  divider,
  header,
  image,
  input,
  markdown,
  rich_text: richText,
  section,
  table,
};

/**
 * Draws all blocks of a surface.
 * @param {object[]} blocks
 * @param {import("../actions.js").Surface} surface
 * @returns {HTMLElement}
 */
export function drawBlocks(blocks, surface) {
  return surface.form.while(() =>
    element(
      "div",
      { class: `blocks on-${surface.kind}` },
      (blocks ?? []).map((block, index) => draw(block, index, surface)),
    ),
  );
}

function draw(block, index, surface) {
  const blockId = block?.block_id ?? `block-${index}`;
  const known = typeof block?.type === "string" && Object.hasOwn(BLOCKS, block.type);
  const body = known
    ? attempt(() => BLOCKS[block.type](block, { surface, blockId }), block.type)
    : unknown(block?.type);
  body.dataset.block = String(block?.type);
  body.dataset.blockId = blockId;
  return body;
}

function attempt(drawing, type) {
  try {
    return drawing();
  } catch (problem) {
    return element(
      "p",
      { class: "block-note" },
      `A block of type “${type}” could not be shown (${problem.message}).`,
    );
  }
}

function unknown(type) {
  return element("p", { class: "block-note" }, `A block of type “${type}” is not shown in this simulation.`);
}
