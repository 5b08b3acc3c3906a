/** Tables: text, numbers and rich text in rows; the first row is the heading. */

import { element } from "../dom.js";
import { plainText } from "../mrkdwn_view.js";
import { richText } from "./rich_text.js";

const ALIGN = new Set(["left", "center", "right"]);

/** @param {object} block @returns {HTMLElement} */
export function table(block) {
  const [heading, ...rows] = block.rows ?? [];
  const columns = block.column_settings ?? [];
  return element(
    "div",
    { class: "block-table", role: "region", "aria-label": "Table", tabindex: "0" },
    element(
      "table",
      {},
      element("thead", {}, heading && row(heading, columns, "th")),
      element(
        "tbody",
        {},
        rows.map((cells) => row(cells, columns, "td")),
      ),
    ),
  );
}

function row(cells, columns, tag) {
  return element(
    "tr",
    {},
    cells.map((cell, index) => {
      const setting = columns[index] ?? {};
      const side = ALIGN.has(setting.align) ? setting.align : cell?.type === "raw_number" ? "right" : "left";
      const wrapped = setting.is_wrapped ? " wrapped" : "";
      return element(tag, { class: `${side}${wrapped}`, scope: tag === "th" ? "col" : null }, content(cell));
    }),
  );
}

/** A number is shown as the app worded it, and as it stands otherwise: rounding is not ours to do. */
function content(cell) {
  if (cell?.type === "rich_text") return richText(cell);
  if (cell?.type === "raw_number") return String(cell.text ?? cell.value ?? "");
  if (cell?.type === "raw_text") return plainText(cell.text);
  return element("span", { class: "block-note" }, `“${cell?.type}” is not shown in this simulation.`);
}
