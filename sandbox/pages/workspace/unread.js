/** Which messages a person has not seen yet; remembered in this browser. */

import { isReply, messagesIn, state, tell } from "./store.js";

const keyFor = (channel) => `harbour-read:${state.personId}:${channel}`;

/** @param {string} channel @returns {string} stamp of the newest message seen, "0" when none was */
export const lastRead = (channel) => localStorage.getItem(keyFor(channel)) ?? "0";

/** @param {string} channel marks all in it as seen */
export function markRead(channel) {
  const newest = messagesIn(channel)
    .filter((message) => !message.note)
    .at(-1);
  if (!newest || Number(newest.ts) <= Number(lastRead(channel))) return;
  localStorage.setItem(keyFor(channel), newest.ts);
  tell("unread");
}

/** @param {object} message @param {string} since @returns {boolean} */
export const isUnread = (message, since) =>
  Number(message.ts) > Number(since) && message.user !== state.personId && !message.note && !isReply(message);

/** @param {string} channel @returns {number} */
export function unreadCount(channel) {
  const since = lastRead(channel);
  return messagesIn(channel).filter((message) => isUnread(message, since)).length;
}

/** @returns {number} over all channels */
export const unreadTotal = () =>
  [...state.channels.keys()].reduce((sum, channel) => sum + unreadCount(channel), 0);
