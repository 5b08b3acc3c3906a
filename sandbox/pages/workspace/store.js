/** What this tab knows: the workspace as the acting person sees it. Changes are told to subscribers by topic. */

import { setZone } from "./dates.js";

/** @typedef {"workspace"|"place"|"messages"|"thread"|"unread"|"pointed"} Topic */

export const state = {
  personId: null,
  team: { name: "Harbour" },
  app: { id: "", name: "Leasebridge", user_id: "" },
  people: new Map(),
  channels: new Map(),
  commands: [],
  /** @type {Map<string, Map<string, object>>} messages by stamp, by channel */
  messages: new Map(),
  place: { kind: "none" },
  threadTs: null,
};

const subscribers = new Map();
const dismissed = new Set();

/** @param {Topic} topic @param {function(*): void} listener called with what changed */
export function subscribe(topic, listener) {
  subscribers.set(topic, [...(subscribers.get(topic) ?? []), listener]);
}

/** @param {Topic} topic @param {*} [detail] */
export function tell(topic, detail) {
  for (const listener of subscribers.get(topic) ?? []) listener(detail);
}

/** @param {object} answer of /workspace/bootstrap */
export function setWorkspace(answer) {
  Object.assign(state, {
    team: answer.team ?? state.team,
    app: answer.app ?? state.app,
    commands: answer.commands ?? [],
  });
  state.people = byId(answer.people);
  state.channels = byId(answer.channels);
  setZone(state.people.get(state.personId)?.tz);
  tell("workspace");
}

const byId = (records) => new Map((records ?? []).map((record) => [record.id, record]));

/** @param {string} channel @param {object[]} messages all that the acting person can see; our own notes stay */
export function setMessages(channel, messages) {
  const notes = [...(state.messages.get(channel)?.values() ?? [])].filter((message) => message.note);
  const visible = messages.filter(isForMe).filter((message) => !dismissed.has(message.ts));
  state.messages.set(channel, new Map([...visible, ...notes].map((message) => [message.ts, message])));
  tell("messages", { channel });
}

/** @param {object} message new or changed */
export function putMessage(message) {
  if (!isForMe(message) || dismissed.has(message.ts)) return;
  const known = state.messages.get(message.channel) ?? new Map();
  const isNew = !known.has(message.ts);
  known.set(message.ts, message);
  state.messages.set(message.channel, known);
  tell("messages", { channel: message.channel, message, isNew });
}

/** @param {string} channel @param {string} ts */
export function removeMessage(channel, ts) {
  state.messages.get(channel)?.delete(ts);
  tell("messages", { channel });
}

/** Takes away, in this tab and for good, a message that only this person saw. @param {object} message */
export function dismiss({ channel, ts }) {
  dismissed.add(ts);
  removeMessage(channel, ts);
}

/**
 * Something this page itself has to say, shown in the conversation and nowhere else.
 * @param {string} channel
 * @param {string} text
 * @param {string} [threadTs]
 */
export function addNote(channel, text, threadTs) {
  const ts = (Date.now() / 1000).toFixed(6);
  putMessage({ channel, ts, thread_ts: threadTs, note: true, text });
}

/** The server sends only what this person may see; this keeps it so should it ever err. */
const isForMe = (message) => !message.ephemeral_for || message.ephemeral_for === state.personId;

/** @param {string} channel @returns {object[]} oldest first */
export function messagesIn(channel) {
  return [...(state.messages.get(channel)?.values() ?? [])].sort(
    (one, other) => Number(one.ts) - Number(other.ts),
  );
}

/** @param {object} message @returns {boolean} whether it is a reply that shows only in its thread */
export const isReply = (message) =>
  Boolean(message.thread_ts) && message.thread_ts !== message.ts && !message.reply_broadcast;

/** @param {string} channel @param {string} ts of the first message @returns {object[]} the replies, oldest first */
export const repliesTo = (channel, ts) =>
  messagesIn(channel).filter((message) => message.thread_ts === ts && message.ts !== ts);

/** Forgets everything that belonged to the person before. */
export function forgetPerson() {
  state.messages = new Map();
  state.channels = new Map();
  state.threadTs = null;
}
