/** The centre for a channel: its header, its messages, and where to write. */

import { Composer } from "./composer.js";
import { element, fill, icon } from "./dom.js";
import { MessageList } from "./messages.js";
import { plainText } from "./mrkdwn_view.js";
import { avatar, channelName, otherEnd, personName } from "./people.js";
import { badge } from "./rail.js";
import { isReply, messagesIn, state } from "./store.js";
import { lastRead, markRead } from "./unread.js";

let shown = null;

/** @param {HTMLElement} main draws the channel the person is in */
export function drawChannel(main) {
  const channel = state.channels.get(state.place.id);
  const list = new MessageList({
    label: `Messages in ${title(channel)}`,
    since: lastRead(channel.id),
    start: beginning(channel),
  });
  const composer = new Composer({ channel: channel.id, placeholder: `Message ${title(channel)}` });
  shown = { list, channel: channel.id };
  fill(
    main,
    placeHeader(sign(channel), channelName(channel.id), channel.topic, members(channel)),
    list.node,
    composer.node,
  );
  updateChannel(channel.id);
  list.toEnd();
  composer.focus();
}

/** @param {string} id of a channel in which something changed */
export function updateChannel(id) {
  if (shown?.channel !== id || !shown.list.node.isConnected) return;
  shown.list.update(messagesIn(id).filter((message) => !isReply(message)));
  if (document.hasFocus()) markRead(id);
}

/** @param {object} message the person's own, which is worth seeing wherever one has scrolled to */
export function revealOwn(message) {
  if (shown?.channel === message.channel && !isReply(message)) shown.list.toEnd();
}

/** @param {string} ts of the message a link points at */
export const pointAt = (ts) => shown?.list.point(ts);

const title = (channel) => (channel.is_dm ? channelName(channel.id) : `#${channel.name}`);

const sign = (channel) =>
  channel.is_dm ? avatar(otherEnd(channel), "small") : element("span", { class: "hash" }, "#");

/**
 * @param {Node} mark
 * @param {string} name
 * @param {string} [topic]
 * @param {Node} [side]
 * @returns {HTMLElement} the line above a channel or the Home
 */
export function placeHeader(mark, name, topic, side) {
  const menu = element(
    "button",
    { class: "tool menu-button", type: "button", "aria-label": "Open the menu", dataset: { testid: "menu" } },
    icon("menu"),
  );
  menu.addEventListener("click", () => document.body.classList.add("rail-open"));
  return element(
    "header",
    { class: "place-head" },
    menu,
    element("div", { class: "place-name" }, mark, element("h1", {}, name)),
    topic
      ? element("p", { class: "topic", title: topic }, plainText(topic))
      : element("span", { class: "topic" }),
    badge(),
    side,
  );
}

function members(channel) {
  if (channel.is_dm || !channel.member_ids?.length) return null;
  const names = channel.member_ids.map((id) => personName(id)).join(", ");
  return element(
    "span",
    { class: "members", title: names, "aria-label": `${channel.member_ids.length} members: ${names}` },
    icon("people"),
    String(channel.member_ids.length),
  );
}

function beginning(channel) {
  const words = channel.is_dm
    ? `This is the beginning of your conversation with ${channelName(channel.id)}.`
    : `This is the beginning of #${channel.name}.`;
  const next = state.commands[0] && `Type ${state.commands[0].command} to see what ${state.app.name} can do.`;
  return element(
    "div",
    { class: "beginning" },
    element("span", { class: "beginning-mark" }, sign(channel)),
    element("h2", {}, title(channel)),
    element("p", {}, words),
    next && element("p", {}, next),
  );
}
