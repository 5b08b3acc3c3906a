/** Names and avatars of people, channels and the app; and the switcher between people. */

import { append, element, fill, icon } from "./dom.js";
import { state } from "./store.js";

const HUES = 8;

/** @param {string} id @param {string} [otherwise] @returns {string} the name people know them by */
export function personName(id, otherwise) {
  const person = state.people.get(id);
  if (person) return person.real_name || person.name;
  return id && id === state.app.user_id ? state.app.name : (otherwise ?? id ?? "Unknown");
}

/** @param {string} id @param {string} [otherwise] @returns {string} without the # */
export function channelName(id, otherwise) {
  const channel = state.channels.get(id);
  if (!channel) return otherwise ?? id;
  return channel.is_dm ? personName(otherEnd(channel), channel.name) : channel.name;
}

/** @param {object} channel a direct conversation @returns {string|undefined} the one who is not me */
export const otherEnd = (channel) => channel.member_ids?.find((id) => id !== state.personId);

/** @param {string} id @returns {boolean} */
export const isApp = (id) => id === state.app.user_id || Boolean(state.people.get(id)?.is_bot);

function initials(name) {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  return (words.length > 1 ? words[0].charAt(0) + words.at(-1).charAt(0) : name.slice(0, 2)).toUpperCase();
}

function hue(id) {
  return [...id].reduce((sum, character) => (sum * 31 + character.codePointAt(0)) % 9973, 7) % HUES;
}

/**
 * @param {string} id of a person or the app
 * @param {"large"|"small"|"tiny"} [size]
 * @returns {HTMLElement} initials on the person's own colour; the app gets its mark
 */
export function avatar(id, size = "large") {
  if (isApp(id)) return element("span", { class: `avatar ${size} app`, "aria-hidden": "true" }, icon("sail"));
  const colour = `avatar ${size} hue-${hue(id ?? "")}`;
  return element("span", { class: colour, "aria-hidden": "true" }, initials(personName(id)));
}

/** @returns {object[]} those one can act as, in the server's order */
export const actingPeople = () =>
  [...state.people.values()].filter((person) => !person.is_bot && !person.deactivated);

/**
 * The button that shows who is acting, with the list of the others below it.
 * @param {function(string): void} onSwitch called with the id of the chosen person
 * @returns {HTMLElement}
 */
export function personSwitch(onSwitch) {
  const list = element("div", {
    class: "person-list",
    id: "person-list",
    role: "menu",
    "aria-label": "Act as",
    hidden: true,
  });
  const button = element(
    "button",
    {
      class: "person-switch",
      type: "button",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-controls": "person-list",
      dataset: { testid: "person-switch" },
    },
    who(state.people.get(state.personId)),
    icon("down"),
  );
  const box = element("div", { class: "person-box" }, button, list);
  button.addEventListener("click", () => toggle(button, list, list.hidden));
  box.addEventListener("keydown", (event) => moveInMenu(event, button, list));
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget)) toggle(button, list, false);
  });
  fill(
    list,
    element("p", { class: "person-list-note" }, "Act as another person to see what they see and may do."),
  );
  append(
    list,
    actingPeople().map((person) => choice(person, onSwitch)),
  );
  return box;
}

function toggle(button, list, open) {
  list.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
  if (open) (list.querySelector("[aria-checked=true]") ?? list.querySelector("button")).focus();
}

function moveInMenu(event, button, list) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" && !list.hidden) {
    toggle(button, list, false);
    button.focus();
  } else if (step && !list.hidden) {
    event.preventDefault();
    const choices = [...list.querySelectorAll("button")];
    choices.at((choices.indexOf(document.activeElement) + step) % choices.length).focus();
  }
}

function who(person) {
  return [
    avatar(person?.id ?? "", "small"),
    element(
      "span",
      { class: "who" },
      element("span", { class: "who-name" }, person ? person.real_name || person.name : "Nobody"),
      element("span", { class: "who-title" }, person?.title || (person?.is_guest ? "Guest" : "Member")),
    ),
  ];
}

function choice(person, onSwitch) {
  const chosen = person.id === state.personId;
  return element(
    "button",
    {
      class: "person-choice",
      type: "button",
      role: "menuitemradio",
      "aria-checked": String(chosen),
      dataset: { testid: `person-${person.id}` },
      on: { click: () => onSwitch(person.id) },
    },
    who(person),
    person.is_guest && element("span", { class: "pill" }, "Guest"),
    chosen && icon("check"),
  );
}
