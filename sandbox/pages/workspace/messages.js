/** The list of messages of a channel or a thread: days, senders, what is new, and staying at the end. */

import { dateOf, dayKey, dayName } from "./dates.js";
import { element, reconcile } from "./dom.js";
import { drawMessage, threadMark } from "./message.js";
import { state } from "./store.js";
import { isUnread } from "./unread.js";

const TOGETHER_SECONDS = 300;
const NEAR_END = 90;
const AT_ONCE = 150;

/** Draws messages and keeps the drawing current with as little change as possible. */
export class MessageList {
  /** @param {{label: string, inThread?: boolean, since?: string, start?: HTMLElement}} options since: last message seen */
  constructor({ label, inThread = false, since, start }) {
    this.inThread = inThread;
    this.since = since;
    this.start = start;
    this.drawn = new Map();
    this.limit = AT_ONCE;
    this.latest = [];
    this.node = element("div", {
      class: "messages",
      role: "log",
      "aria-live": "off",
      "aria-label": label,
      tabindex: "0",
    });
  }

  /** @param {object[]} messages oldest first */
  update(messages) {
    const follow = this.isAtEnd();
    const focus = this.rememberFocus();
    this.latest = messages;
    const shown = messages.slice(-this.limit);
    reconcile(this.node, [...this.beginning(messages), ...this.entries(shown)]);
    focus();
    if (follow) this.toEnd();
  }

  /** Scrolls to the newest message. */
  toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
  }

  /** Shows the message that a link points at. @param {string} ts */
  point(ts) {
    const node = this.node.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
    node?.classList.add("pointed");
    node?.scrollIntoView({ block: "center" });
  }

  isAtEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < NEAR_END;
  }

  beginning(messages) {
    if (messages.length <= this.limit) return this.start ? [this.start] : [];
    this.earlier ??= element(
      "button",
      { class: "button earlier", type: "button", on: { click: () => this.showEarlier() } },
      "Show earlier messages",
    );
    return [this.earlier];
  }

  showEarlier() {
    const fromEnd = this.node.scrollHeight - this.node.scrollTop;
    this.limit += AT_ONCE;
    this.update(this.latest);
    this.node.scrollTop = this.node.scrollHeight - fromEnd;
  }

  entries(messages) {
    const nodes = [];
    let before = null;
    let markedNew = this.since === undefined;
    for (const message of messages) {
      const newDay = !before || dayKey(dateOf(before.ts)) !== dayKey(dateOf(message.ts));
      const firstNew = !markedNew && isUnread(message, this.since);
      markedNew ||= firstNew;
      const opensReplies = this.inThread && before === messages[0];
      if (opensReplies) nodes.push(this.line("replies", "new-line", repliesInWords(messages.length - 1)));
      if (newDay && !this.inThread)
        nodes.push(this.line(`day ${dayKey(dateOf(message.ts))}`, "day", dayName(dateOf(message.ts))));
      if (firstNew && before) nodes.push(this.line("new", "new-line", "New"));
      nodes.push(this.message(message, !newDay && !firstNew && !opensReplies && goTogether(before, message)));
      before = message;
    }
    return nodes;
  }

  line(key, kind, words) {
    return this.once(key, words, () =>
      element("div", { class: kind, role: "separator" }, element("span", {}, words)),
    );
  }

  message(message, compact) {
    const mark = [message, compact, this.inThread || threadMark(message), state.people];
    return this.once(message.ts, mark, () => drawMessage(message, { compact, inThread: this.inThread }));
  }

  once(key, mark, draw) {
    const known = this.drawn.get(key);
    const same = known && [mark].flat().every((part, index) => [known.mark].flat()[index] === part);
    if (!same) this.drawn.set(key, { mark, node: draw() });
    return this.drawn.get(key).node;
  }

  /** A message drawn anew takes the focus its predecessor had, on the same control. */
  rememberFocus() {
    const active = document.activeElement;
    const ts = this.node.contains(active) && active.closest("[data-ts]")?.dataset.ts;
    const { actionId, blockId } = active?.dataset ?? {};
    return () => {
      if (!ts || !actionId || active.isConnected) return;
      const controls = this.node.querySelectorAll(
        `[data-ts="${CSS.escape(ts)}"] [data-action-id="${CSS.escape(actionId)}"]`,
      );
      [...controls].find((each) => each.dataset.blockId === blockId)?.focus({ preventScroll: true });
    };
  }
}

const repliesInWords = (count) => `${count} ${count === 1 ? "reply" : "replies"}`;

function goTogether(before, message) {
  return (
    Boolean(before) &&
    !before.note &&
    !message.note &&
    before.user === message.user &&
    before.username === message.username &&
    !before.ephemeral_for === !message.ephemeral_for &&
    Number(message.ts) - Number(before.ts) < TOGETHER_SECONDS
  );
}
