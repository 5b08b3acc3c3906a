/** The thread beside the channel: the first message, its replies, and where to reply. */

import { Composer } from "./composer.js";
import { element, fill, icon } from "./dom.js";
import { MessageList } from "./messages.js";
import { channelName } from "./people.js";
import { openThread } from "./place.js";
import { repliesTo, state } from "./store.js";

let shown = null;

/** @param {HTMLElement} panel opens, changes or closes the thread, as the address says */
export function drawThread(panel) {
  const { id } = state.place;
  const root = state.threadTs && state.messages.get(id)?.get(state.threadTs);
  panel.hidden = !root;
  document.body.classList.toggle("thread-open", Boolean(root));
  shown = null;
  if (!root) return fill(panel);
  const list = new MessageList({ label: "Messages in the thread", inThread: true });
  const composer = new Composer({ channel: id, threadTs: root.ts, placeholder: "Reply" });
  shown = { list, channel: id, ts: root.ts };
  fill(panel, head(id), list.node, composer.node);
  updateThread(id);
  list.toEnd();
  return composer.focus();
}

/** @param {string} channel in which something changed */
export function updateThread(channel) {
  if (shown?.channel !== channel) return;
  const root = state.messages.get(channel)?.get(shown.ts);
  if (root) shown.list.update([root, ...repliesTo(channel, shown.ts)]);
}

/** @returns {boolean} whether the thread named by the address is on the screen */
export const isThreadShown = () => shown !== null;

function head(channel) {
  const close = element(
    "button",
    {
      class: "tool",
      type: "button",
      "aria-label": "Close the thread",
      on: { click: () => openThread(null) },
    },
    icon("close"),
  );
  const name = state.channels.get(channel)?.is_dm ? channelName(channel) : `#${channelName(channel)}`;
  return element(
    "header",
    { class: "place-head" },
    element("div", { class: "place-name" }, element("h1", {}, "Thread")),
    element("p", { class: "topic" }, name),
    close,
  );
}
