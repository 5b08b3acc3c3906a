/** What the page asks the server. Every request names the acting person. */

import { state } from "./store.js";

/** A request that did not succeed; the message is a sentence for people. */
export class RequestFailed extends Error {}

async function ask(method, path, body) {
  const headers = { Accept: "application/json" };
  if (state.personId) headers["X-Acting-Person"] = state.personId;
  if (body) headers["Content-Type"] = "application/json";
  const response = await reach(path, { method, headers, body: body && JSON.stringify(body) });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok || answer.ok === false) throw new RequestFailed(explain(response.status, answer));
  return answer;
}

async function reach(path, request) {
  try {
    return await fetch(path, request);
  } catch {
    throw new RequestFailed(
      "The workspace could not be reached. Check that the demo is still running, then try again.",
    );
  }
}

function explain(status, answer) {
  const reason = answer.message || answer.error;
  if (!reason) return `The workspace could not do that (status ${status}). Try again.`;
  return /\s/.test(reason) ? reason : `That did not work: ${reason.replaceAll("_", " ")}.`;
}

/** @returns {Promise<object>} team, app, people, channels and commands */
export const bootstrap = () => ask("GET", "/workspace/bootstrap");

/** @param {string} channel @returns {Promise<object[]>} oldest first */
export const messages = async (channel) =>
  (await ask("GET", `/workspace/messages?channel=${encodeURIComponent(channel)}`)).messages ?? [];

/** @returns {Promise<object|null>} the App Home of this person; asking opens it */
export const home = async () => (await ask("GET", "/workspace/home")).view ?? null;

/** @param {string} channel @param {string} text @param {string} [threadTs] */
export const say = (channel, text, threadTs) =>
  ask("POST", "/workspace/say", { channel, text, thread_ts: threadTs });

/** @param {object} body of a click or choice, as docs/sandbox.md lists it */
export const action = (body) => ask("POST", "/workspace/action", body);

/** @param {string} viewId @param {object} values @returns {Promise<{response_action?: string, errors?: object}>} */
export const submit = (viewId, values) =>
  ask("POST", "/workspace/submit", { view_id: viewId, state: values });

/** @param {string} viewId of the top view */
export const close = (viewId) => ask("POST", "/workspace/close", { view_id: viewId });
