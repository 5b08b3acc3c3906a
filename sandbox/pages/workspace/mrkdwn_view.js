/** Shows parsed text as elements, and plain text with its emoji and progress bars. */

import { element } from "./dom.js";
import { emoji } from "./emoji.js";
import { formatted } from "./dates.js";
import { link } from "./links.js";
import { parse } from "./mrkdwn.js";
import { channelName, personName } from "./people.js";

const TAGS = { bold: "strong", italic: "em", strike: "s", quote: "blockquote" };
const BAR = /([\u2580-\u259f\u25a0\u25a1\u25b0\u25b1]{4,})/;

/**
 * Plain text; progress bars drawn with block characters get a fixed-width face, so that they join up.
 * @param {string} text
 * @returns {Node[]}
 */
export function plainText(text) {
  return String(text ?? "")
    .split(BAR)
    .filter(Boolean)
    .map((part) =>
      BAR.test(part) ? element("span", { class: "bar" }, part) : document.createTextNode(part),
    );
}

/**
 * @param {string} text in Slack's markup
 * @returns {Node[]}
 */
export const mrkdwn = (text) => parse(text).map(shown);

/**
 * A text object of a block.
 * @param {{type?: string, text?: string, emoji?: boolean}|undefined} object
 * @returns {Node[]}
 */
export function textObject(object) {
  if (!object) return [];
  if (object.type === "mrkdwn") return mrkdwn(object.text);
  return String(object.text ?? "")
    .split(/(:[a-z0-9_+'-]{1,60}:)/)
    .flatMap((part, index) =>
      index % 2 && object.emoji !== false ? [emoji(part.slice(1, -1))] : plainText(part),
    );
}

/**
 * @param {string} id of a person
 * @param {string} [label] what the app wrote, used when we do not know the person
 * @returns {HTMLElement}
 */
export const personMention = (id, label) =>
  element("span", { class: "mention" }, `@${personName(id, label)}`);

/** @param {string} id of a channel @param {string} [label] @returns {HTMLElement} */
export const channelMention = (id, label) =>
  element("span", { class: "mention" }, `#${channelName(id, label)}`);

/** @param {string} word such as here @returns {HTMLElement} */
export const broadcast = (word) =>
  element("span", { class: "mention loud" }, `@${String(word).replace(/^@/, "")}`);

/**
 * @param {{id: string, text: string, label: string, url?: string}} piece
 * @returns {Node} the date in the reader's zone
 */
export function dateMention({ id, text, label, url }) {
  const words = formatted(id, text, label);
  const seconds = Number(id);
  const moment =
    Number.isFinite(seconds) && Math.abs(seconds) < 8e12 ? new Date(seconds * 1000).toISOString() : undefined;
  const shownDate = element("time", { datetime: moment, title: label || undefined }, words);
  return url ? link(url, [shownDate]) : shownDate;
}

const SHOWN = {
  text: (piece) => element("span", {}, plainText(piece.text)),
  code: (piece) => element("code", {}, piece.text),
  pre: (piece) => element("pre", {}, piece.text),
  link: (piece) => link(piece.text, piece.label ? plainText(piece.label) : []),
  person: (piece) => personMention(piece.id, piece.label),
  channel: (piece) => channelMention(piece.id, piece.label),
  group: (piece) => broadcast(piece.text),
  broadcast: (piece) => broadcast(piece.text),
  date: dateMention,
  emoji: (piece) => emoji(piece.text),
};

function shown(piece) {
  const show = SHOWN[piece.kind];
  return show ? show(piece) : element(TAGS[piece.kind], {}, piece.children.map(shown));
}
