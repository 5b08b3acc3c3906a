/** Where the person is: a channel, perhaps with a thread, or the app's Home. Kept in the address bar. */

import { otherEnd } from "./people.js";
import { isReply, state, tell } from "./store.js";

/** @param {string} id of a channel @param {string} [threadTs] */
export function openChannel(id, threadTs) {
  location.hash = threadTs ? `${id}/${threadTs}` : id;
}

/** Opens the app's Home tab. */
export function openHome() {
  location.hash = "home";
}

/** @param {string|null} ts of the first message; null closes the thread */
export function openThread(ts) {
  openChannel(state.place.id, ts ?? undefined);
}

/** @returns {object|undefined} the conversation with the app */
export const appConversation = () =>
  [...state.channels.values()].find((channel) => channel.is_dm && otherEnd(channel) === state.app.user_id);

/** Reads the address bar and tells who draws. A place this person cannot see becomes the first channel. */
export function followAddress() {
  const [word, rest] = location.hash.slice(1).split("/");
  const before = state.place;
  const threadBefore = state.threadTs;
  state.place = placeFor(word);
  const here = state.place.id === word && rest ? rest : null;
  const pointed = here && permalinkTs(here);
  state.threadTs = pointed ? threadOf(pointed) : here;
  if (before.kind !== state.place.kind || before.id !== state.place.id) tell("place");
  if (threadBefore !== state.threadTs || before.id !== state.place.id) tell("thread");
  if (pointed) tell("pointed", pointed);
}

/** A permalink names a message by a p and its stamp without the dot. */
const permalinkTs = (word) => (/^p\d{7,}$/.test(word) ? word.slice(1).replace(/(\d{6})$/, ".$1") : null);

function threadOf(ts) {
  const message = state.messages.get(state.place.id)?.get(ts);
  return message && isReply(message) ? message.thread_ts : null;
}

function placeFor(word) {
  if (word === "home") return { kind: "home" };
  if (state.channels.has(word)) return { kind: "channel", id: word };
  const first =
    [...state.channels.values()].find((channel) => !channel.is_dm) ?? [...state.channels.values()][0];
  return first ? { kind: "channel", id: first.id } : { kind: "home" };
}
