/** Starts the page: who is acting, what they see, and what happens when the server tells of a change. */

import * as api from "./api.js";
import { drawChannel, pointAt, revealOwn, updateChannel } from "./channel.js";
import { element, fill } from "./dom.js";
import { listen } from "./events.js";
import { forgetForms } from "./form_state.js";
import { openHomeTab, updateHome } from "./home.js";
import { listenForEscape, showStack } from "./modal.js";
import { actingPeople, channelName, personName } from "./people.js";
import { followAddress, openThread } from "./place.js";
import { drawRail } from "./rail.js";
import {
  addNote,
  forgetPerson,
  putMessage,
  removeMessage,
  setMessages,
  setWorkspace,
  state,
  subscribe,
  tell,
} from "./store.js";
import { drawThread, isThreadShown, updateThread } from "./threads.js";
import { markRead } from "./unread.js";

const PERSON = "harbour-person";
const [rail, main, thread, announcer] = ["rail", "main", "thread", "announcer"].map((id) =>
  document.getElementById(id),
);
let stopListening = () => {};
let waiting = null;
let drawnFor = null;

const EVENTS = {
  message: putMessage,
  message_removed: ({ channel, ts }) => removeMessage(channel, ts),
  view: ({ stack }) => showStack(stack),
  home: (view) => updateHome(view?.view ?? view),
  typing_failed: ({ channel, text }) => addNote(channel, text),
  channels: refresh,
};

/** Everything below happens on behalf of one person; another one starts afresh. */
function actAs(personId) {
  stopListening();
  forgetPerson();
  forgetForms();
  showStack([]);
  state.personId = personId;
  sessionStorage.setItem(PERSON, personId);
  stopListening = listen(personId, {
    open: opened,
    lost,
    event: (name, detail) => (waiting ? waiting.push([name, detail]) : EVENTS[name](detail)),
  });
}

function opened() {
  document.body.classList.remove("lost");
  refresh();
}

function lost() {
  document.body.classList.add("lost");
}

/** Asks for everything anew. What is told meanwhile waits, so that an older answer cannot undo it. */
async function refresh() {
  const { personId } = state;
  waiting = waiting ?? [];
  try {
    const answer = await api.bootstrap();
    const lists = await Promise.all(
      (answer.channels ?? []).map(async ({ id }) => [id, await api.messages(id)]),
    );
    if (personId !== state.personId) return;
    setWorkspace(answer);
    for (const [id, messages] of lists) setMessages(id, messages);
    draw();
  } catch (problem) {
    if (drawnFor !== personId)
      fill(main, element("p", { class: "starting", role: "alert" }, problem.message));
  } finally {
    const told = waiting ?? [];
    waiting = null;
    for (const [name, detail] of told) EVENTS[name](detail);
  }
}

function draw() {
  const fresh = drawnFor !== state.personId;
  drawnFor = state.personId;
  if (fresh) state.place = { kind: "none" };
  followAddress();
  drawRailNow();
}

const drawRailNow = () => {
  const hadFocus = rail.contains(document.activeElement) && document.activeElement.dataset.testid;
  if (!rail.querySelector(".person-list:not([hidden])")) drawRail(rail, actAs);
  if (hadFocus) rail.querySelector(`[data-testid="${CSS.escape(hadFocus)}"]`)?.focus();
};

function drawPlace() {
  document.body.classList.remove("rail-open");
  if (state.place.kind === "home") openHomeTab(main);
  else drawChannel(main);
  drawRailNow();
}

function onMessages({ channel, message, isNew }) {
  updateChannel(channel);
  if (state.place.id === channel && state.threadTs && !isThreadShown()) tell("thread");
  else updateThread(channel);
  if (isNew && message.user === state.personId) revealOwn(message);
  if (isNew && message.user !== state.personId && !message.note) announce(message);
  if (drawnFor === state.personId) drawRailNow();
}

function announce(message) {
  const from = message.username || personName(message.user);
  announcer.textContent = `${from} in ${channelName(message.channel)}: ${String(message.text ?? "").slice(0, 200)}`;
}

async function start() {
  subscribe("place", drawPlace);
  subscribe("thread", () => drawThread(thread));
  subscribe("messages", onMessages);
  subscribe("pointed", pointAt);
  subscribe("unread", drawRailNow);
  addEventListener("hashchange", followAddress);
  addEventListener("focus", () => state.place.kind === "channel" && markRead(state.place.id));
  document
    .getElementById("rail-shade")
    .addEventListener("click", () => document.body.classList.remove("rail-open"));
  document.addEventListener(
    "keydown",
    (event) => event.key === "Escape" && document.body.classList.remove("rail-open"),
  );
  // The address bar says where one is, so this link must not write there.
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
  thread.addEventListener(
    "keydown",
    (event) => event.key === "Escape" && !event.defaultPrevented && openThread(null),
  );
  listenForEscape();
  await choosePerson();
}

/** The person of this tab, else the first; two tabs can be two people. */
async function choosePerson() {
  const wanted = new URLSearchParams(location.search).get("person") ?? sessionStorage.getItem(PERSON);
  try {
    setWorkspace(await api.bootstrap());
  } catch (problem) {
    fill(main, element("p", { class: "starting", role: "alert" }, problem.message));
    setTimeout(choosePerson, 2_000);
    return;
  }
  const people = actingPeople();
  actAs((people.find((person) => person.id === wanted) ?? people[0]).id);
}

start();
