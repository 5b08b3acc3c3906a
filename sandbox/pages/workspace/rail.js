/** The left rail: the workspace, who is acting, channels, the app, direct messages, the way to the ledgers. */

import { element, fill, icon } from "./dom.js";
import { link } from "./links.js";
import { avatar, channelName, isApp, otherEnd, personSwitch } from "./people.js";
import { appConversation, openChannel, openHome } from "./place.js";
import { state } from "./store.js";
import { unreadCount, unreadTotal } from "./unread.js";

/** @returns {HTMLElement} what says that this is not the real thing */
export const badge = () =>
  element("span", { class: "badge", dataset: { testid: "badge" } }, "Local simulation, not Slack");

/**
 * Draws the rail.
 * @param {HTMLElement} rail
 * @param {function(string): void} onSwitch called with the person to act as
 */
export function drawRail(rail, onSwitch) {
  fill(
    rail,
    element("div", { class: "rail-head" }, brand(), personSwitch(onSwitch)),
    element("div", { class: "rail-lists" }, lists()),
    element(
      "div",
      { class: "rail-foot" },
      link("/ledgers", [icon("books"), element("span", {}, "The two ledgers"), icon("external")], {
        class: "rail-link",
      }),
    ),
  );
  document.title = `${unreadTotal() ? `(${unreadTotal()}) ` : ""}${placeName()} · Harbour workspace`;
}

function brand() {
  return element(
    "div",
    { class: "brand" },
    element("span", { class: "brand-mark" }, icon("sail")),
    element("span", { class: "brand-words" }, element("strong", {}, "Harbour workspace"), badge()),
  );
}

const placeName = () => (state.place.kind === "channel" ? channelName(state.place.id) : state.app.name);

function lists() {
  const channels = [...state.channels.values()];
  const conversation = appConversation();
  const direct = channels.filter((channel) => channel.is_dm && channel !== conversation);
  return [
    group(
      "Channels",
      channels.filter((channel) => !channel.is_dm).map((channel) => channelEntry(channel, "#")),
    ),
    group("App", [
      appTitle(),
      homeEntry(),
      conversation && channelEntry(conversation, icon("message"), "Messages"),
    ]),
    direct.length
      ? group(
          "Direct messages",
          direct.map((channel) => channelEntry(channel, avatar(otherEnd(channel), "tiny"))),
        )
      : null,
  ];
}

const group = (title, entries) =>
  element(
    "section",
    { class: "rail-group", "aria-label": title },
    element("h2", {}, title),
    element(
      "ul",
      {},
      entries.filter(Boolean).map((entry) => element("li", {}, entry)),
    ),
  );

const appTitle = () =>
  element(
    "div",
    { class: "rail-app" },
    avatar(state.app.user_id, "tiny"),
    element("span", {}, state.app.name),
    element("span", { class: "tag" }, "App"),
  );

function homeEntry() {
  const here = state.place.kind === "home";
  return element(
    "button",
    {
      class: "rail-entry inner",
      type: "button",
      "aria-current": here && "page",
      dataset: { testid: "open-home" },
      on: { click: openHome },
    },
    element("span", { class: "sign" }, icon("home")),
    element("span", { class: "name" }, "Home"),
  );
}

function channelEntry(channel, sign, label) {
  const here = state.place.kind === "channel" && state.place.id === channel.id;
  const count = here && document.hasFocus() ? 0 : unreadCount(channel.id);
  const inner = channel.is_dm && isApp(otherEnd(channel)) ? " inner" : "";
  return element(
    "button",
    {
      class: `rail-entry${inner}${count ? " unread" : ""}`,
      type: "button",
      "aria-current": here && "page",
      dataset: { testid: `channel-${channel.id}` },
      on: { click: () => openChannel(channel.id) },
    },
    element("span", { class: "sign" }, sign),
    element("span", { class: "name" }, label ?? channelName(channel.id)),
    count
      ? element("span", { class: "count", "aria-label": `${count} unread` }, count > 99 ? "99+" : count)
      : null,
  );
}
