/** One message: who, when, what; its thread; the few things one can do with it. */

import { dateOf, full, lowerDay, time } from "./dates.js";
import { drawBlocks } from "./blocks/index.js";
import { element, icon } from "./dom.js";
import { formFor } from "./form_state.js";
import { link } from "./links.js";
import { mrkdwn } from "./mrkdwn_view.js";
import { avatar, isApp, personName } from "./people.js";
import { openThread } from "./place.js";
import { addNote, dismiss, repliesTo } from "./store.js";

/**
 * @param {object} message
 * @param {{compact: boolean, inThread: boolean}} how compact leaves out who, after a message of the same person
 * @returns {HTMLElement}
 */
export function drawMessage(message, { compact, inThread }) {
  if (message.note) return drawNote(message);
  const classes = [
    "message",
    compact && "compact",
    message.ephemeral_for && "ephemeral",
    isApp(message.user) && "by-app",
  ];
  return element(
    "article",
    {
      class: classes.filter(Boolean).join(" "),
      "aria-label": `${sender(message)}, ${time(dateOf(message.ts))}`,
      dataset: { testid: "message", ts: message.ts },
    },
    element("div", { class: "gutter" }, compact ? stamp(message) : avatar(message.user)),
    element(
      "div",
      { class: "message-body" },
      message.ephemeral_for && onlyYou(),
      compact ? null : head(message),
      content(message),
      files(message),
      inThread ? null : threadSummary(message),
    ),
    tools(message, inThread),
  );
}

const sender = (message) => message.username || personName(message.user);

function drawNote(message) {
  return element(
    "div",
    { class: "system-note", role: "alert", dataset: { testid: "system-note", ts: message.ts } },
    icon("warning"),
    element("span", { class: "text" }, message.text),
    tool("Dismiss", "close", () => dismiss(message)),
  );
}

const onlyYou = () => element("p", { class: "only-you" }, icon("eye"), "Only visible to you");

const head = (message) =>
  element(
    "div",
    { class: "message-head" },
    element("span", { class: "sender" }, sender(message)),
    isApp(message.user) && element("span", { class: "tag" }, "App"),
    stamp(message),
  );

const stamp = (message) =>
  element(
    "time",
    { class: "stamp", datetime: dateOf(message.ts).toISOString(), title: full(dateOf(message.ts)) },
    time(dateOf(message.ts)),
  );

function content(message) {
  if (message.deleted) return element("p", { class: "edited" }, "This message was deleted.");
  const edited =
    message.edited && element("span", { class: "edited", title: editedAt(message.edited) }, "(edited)");
  if (!message.blocks?.length)
    return element("div", { class: "text message-text" }, mrkdwn(message.text), edited && [" ", edited]);
  return [drawBlocks(message.blocks, surfaceOf(message)), edited];
}

const editedAt = (edited) => (edited.ts ? `Edited ${full(dateOf(edited.ts))}` : "Edited");

/** @param {object} message @returns {import("./actions.js").Surface} */
function surfaceOf(message) {
  const address = { channel: message.channel, message_ts: message.ts };
  const thread = message.thread_ts && message.thread_ts !== message.ts ? message.thread_ts : undefined;
  return {
    kind: "message",
    address,
    form: formFor(`message ${message.channel} ${message.ts}`),
    failed: (text) => addNote(message.channel, text, thread),
  };
}

function files(message) {
  return (message.files ?? []).map((file) =>
    element(
      "p",
      { class: "file" },
      icon("copy"),
      link(file.url_private ?? file.permalink, [file.title || file.name || "File"]),
    ),
  );
}

/** @param {object} message @returns {string} changes whenever the line about its thread does */
export function threadMark(message) {
  const replies = repliesTo(message.channel, message.ts);
  return `${replies.length} ${message.reply_count ?? 0} ${replies.at(-1)?.ts ?? ""}`;
}

function threadSummary(message) {
  const replies = repliesTo(message.channel, message.ts).filter((reply) => !reply.note);
  const count = Math.max(replies.length, message.reply_count ?? 0);
  if (!count) return null;
  const last = replies.at(-1);
  const when = last && `Last reply ${lowerDay(dateOf(last.ts))} at ${time(dateOf(last.ts))}`;
  const faces = [...new Set(replies.map((reply) => reply.user))]
    .slice(0, 4)
    .map((user) => avatar(user, "tiny"));
  return element(
    "button",
    {
      class: "thread-summary",
      type: "button",
      dataset: { testid: "thread-summary" },
      on: { click: () => openThread(message.ts) },
    },
    element("span", { class: "faces" }, faces),
    element("strong", {}, `${count} ${count === 1 ? "reply" : "replies"}`),
    element("span", { class: "when" }, when),
  );
}

function tools(message, inThread) {
  const offered = message.ephemeral_for
    ? [tool("Dismiss", "close", () => dismiss(message))]
    : [
        !inThread && tool("Reply in thread", "reply", () => openThread(message.thread_ts ?? message.ts)),
        tool("Copy text", "copy", () => navigator.clipboard?.writeText(message.text ?? "")),
      ];
  return element("div", { class: "message-tools" }, offered);
}

const tool = (label, drawing, does) =>
  element(
    "button",
    { class: "tool", type: "button", "aria-label": label, title: label, on: { click: does } },
    icon(drawing),
  );
