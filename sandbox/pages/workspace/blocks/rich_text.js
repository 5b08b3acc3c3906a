/** Rich text: sections, lists, preformatted text and quotes. */

import { element } from "../dom.js";
import { emoji } from "../emoji.js";
import { link } from "../links.js";
import { broadcast, channelMention, dateMention, personMention, plainText } from "../mrkdwn_view.js";

const STYLES = [
  ["code", "code"],
  ["strike", "s"],
  ["italic", "em"],
  ["bold", "strong"],
  ["underline", "u"],
];

/** @param {object} block or table cell @returns {HTMLElement} */
export const richText = (block) =>
  element("div", { class: "block-rich text" }, grouped(block.elements ?? []));

const PARTS = {
  rich_text_section: (part) => element("div", { class: "rich-section" }, inline(part)),
  rich_text_preformatted: (part) => element("pre", {}, inline(part)),
  rich_text_quote: (part) => element("blockquote", {}, inline(part)),
};

const INLINE = {
  text: (part) => plainText(part.text),
  link: (part) => [link(part.url, part.text ? [part.text] : [])],
  emoji: (part) => [emoji(String(part.name), part.unicode)],
  user: (part) => [personMention(part.user_id)],
  channel: (part) => [channelMention(part.channel_id)],
  usergroup: (part) => [broadcast(part.usergroup_id)],
  broadcast: (part) => [broadcast(part.range)],
  date: (part) => [
    dateMention({
      id: part.timestamp,
      text: String(part.format ?? "{date_pretty}"),
      label: part.fallback ?? "",
      url: part.url,
    }),
  ],
  color: (part) => [element("code", {}, part.value)],
};

/** Lists that follow each other are one list whose parts differ in depth; an ordered one counts on. */
function grouped(parts) {
  const counts = new Map();
  return parts.map((part) => {
    if (part.type === "rich_text_list") return list(part, counts);
    counts.clear();
    return known(PARTS, part)?.(part) ?? note(part);
  });
}

function list(part, counts) {
  const depth = Math.min(Math.max(Number(part.indent) || 0, 0), 8);
  const ordered = part.style === "ordered";
  const start = (counts.get(depth) ?? Number(part.offset) ?? 0) || 0;
  const items = (part.elements ?? []).map((item) => element("li", {}, inline(item)));
  for (const deeper of [...counts.keys()]) if (deeper > depth) counts.delete(deeper);
  counts.set(depth, start + items.length);
  return element(
    ordered ? "ol" : "ul",
    { class: `rich-list depth-${depth}`, start: ordered && start ? start + 1 : null },
    items,
  );
}

const inline = (part) =>
  (part.elements ?? []).map((piece) => styled(piece, known(INLINE, piece)?.(piece) ?? [note(piece)]));

const known = (table, part) => (Object.hasOwn(table, part?.type) ? table[part.type] : undefined);

function styled(piece, nodes) {
  return STYLES.reduce(
    (inner, [name, tag]) => (piece.style?.[name] ? [element(tag, {}, inner)] : inner),
    nodes,
  );
}

const note = (part) =>
  element("span", { class: "block-note" }, `“${part?.type}” is not shown in this simulation.`);
