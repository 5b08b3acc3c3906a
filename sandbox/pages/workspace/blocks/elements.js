/** Picks the drawing for an interactive element; buttons and the overflow menu are here. */

import { act, isUnderWay } from "../actions.js";
import { element, icon, uniqueId } from "../dom.js";
import { link, picture, safeAddress } from "../links.js";
import { textObject } from "../mrkdwn_view.js";
import { checkboxes, radioButtons } from "./choices.js";
import { field } from "./fields.js";
import { multiSelect } from "./multi_select.js";
import { select } from "./select.js";

const STYLES = { primary: "main", danger: "danger-solid" };

const CONTROLS = {
  button,
  overflow,
  image: (source) =>
    element("span", { class: "accessory-image" }, picture(source.image_url, source.alt_text ?? "")),
  checkboxes,
  radio_buttons: radioButtons,
  static_select: select,
  users_select: select,
  channels_select: select,
  conversations_select: select,
  multi_static_select: multiSelect,
  multi_users_select: multiSelect,
  multi_channels_select: multiSelect,
  multi_conversations_select: multiSelect,
  plain_text_input: field,
  number_input: field,
  email_text_input: field,
  url_text_input: field,
  datepicker: field,
  timepicker: field,
  datetimepicker: field,
};

/**
 * @param {object} source Block Kit element
 * @param {import("./plain.js").Place} place
 * @returns {HTMLElement}
 */
export function control(source, place) {
  if (Object.hasOwn(CONTROLS, source?.type)) return CONTROLS[source.type](source, place);
  return element(
    "span",
    { class: "block-note" },
    `A control of type “${source?.type}” is not shown in this simulation.`,
  );
}

function button(source, place) {
  const waiting = isUnderWay(place.surface, place.blockId, source.action_id);
  const props = {
    class: `button ${STYLES[source.style] ?? ""}`,
    "aria-label": source.accessibility_label,
    "aria-busy": waiting && "true",
    dataset: { actionId: source.action_id, blockId: place.blockId },
    on: { click: (event) => pressed(event.currentTarget, source, place) },
  };
  if (source.url && safeAddress(source.url))
    return link(source.url, [textObject(source.text), icon("external")], props);
  const text = source.url ? [textObject(source.text), ` (${source.url})`] : textObject(source.text);
  return element("button", { ...props, type: "button", disabled: waiting }, text);
}

function pressed(node, source, { surface, blockId }) {
  act(surface, blockId, source, { value: source.value, text: source.text }, node);
}

function overflow(source, place) {
  const id = uniqueId("overflow");
  const menu = element("div", { class: "menu", id, role: "menu", hidden: true });
  const opener = element(
    "button",
    {
      class: "button icon-button",
      type: "button",
      "aria-label": "More actions",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-controls": id,
      dataset: { actionId: source.action_id, blockId: place.blockId },
      on: { click: () => open(menu, opener, menu.hidden) },
    },
    icon("more"),
  );
  menu.append(
    ...(source.options ?? []).map((option) =>
      menuItem(option, () => {
        open(menu, opener, false);
        opener.focus();
        act(
          place.surface,
          place.blockId,
          source,
          { selected_option: { text: option.text, value: option.value } },
          opener,
        );
      }),
    ),
  );
  const box = element("span", { class: "menu-box" }, opener, menu);
  closeWhenLeft(box, menu, opener);
  return box;
}

function menuItem(option, choose) {
  const content = [
    textObject(option.text),
    option.description && element("span", { class: "hint" }, textObject(option.description)),
  ];
  const props = {
    class: "menu-item",
    role: "menuitem",
    on: { click: choose },
    dataset: { value: option.value },
  };
  return safeAddress(option.url)
    ? link(option.url, content, props)
    : element("button", { ...props, type: "button" }, content);
}

function open(menu, opener, on) {
  menu.hidden = !on;
  opener.setAttribute("aria-expanded", String(on));
  if (!on) return;
  menu.scrollIntoView({ block: "nearest" });
  menu.firstElementChild?.focus();
}

function closeWhenLeft(box, menu, opener) {
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget)) open(menu, opener, false);
  });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (menu.hidden || (!step && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    if (!step) {
      open(menu, opener, false);
      opener.focus();
    } else {
      const items = [...menu.children];
      items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
    }
  });
}
