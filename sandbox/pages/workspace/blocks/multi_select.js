/** A choice of several from a list: a button that names them, with a list to tick and to search. */

import { element, fill, icon, uniqueId } from "../dom.js";
import { groupsOf, keyOf } from "./options.js";
import { changed, currentValue, hooks } from "./value.js";

const SEARCH_FROM = 8;

/** @param {object} source @param {import("./plain.js").Place} place @returns {HTMLElement} */
export function multiSelect(source, place) {
  const groups = groupsOf(source);
  const chosen = new Set(currentValue(source, place).map(keyOf));
  const panel = element("div", { class: "menu multi-panel", id: uniqueId("multi"), hidden: true });
  const opener = element("button", {
    class: "input multi-opener",
    type: "button",
    id: place.label,
    "aria-haspopup": "true",
    "aria-expanded": "false",
    "aria-controls": panel.id,
    "aria-describedby": place.describedBy,
    dataset: hooks(source, place),
  });
  const box = element("div", { class: "menu-box multi" }, opener, panel);
  const all = groups.flatMap((group) => group.choices);
  const show = () => fill(opener, summary(all, chosen, source), icon("down"));
  const keep = (typing) =>
    changed(
      source,
      place,
      all.filter((each) => chosen.has(each.key)).map((each) => each.value),
      opener,
      typing,
    );
  fillPanel(panel, groups, chosen, source, () => (show(), keep(true)));
  show();
  openAndClose(box, opener, panel, () => keep(false));
  return box;
}

function summary(all, chosen, source) {
  const names = all
    .filter((each) => chosen.has(each.key))
    .map((each) => element("span", { class: "chip" }, each.label));
  const placeholder = element("span", { class: "placeholder" }, source.placeholder?.text ?? "Choose");
  return element("span", { class: "chips" }, names.length ? names : placeholder);
}

function fillPanel(panel, groups, chosen, source, onChange) {
  const rows = groups.flatMap((group) =>
    group.choices.map((choice) => row(choice, chosen, source, onChange)),
  );
  const titled = groups.flatMap((group) => {
    const own = rows.splice(0, group.choices.length);
    return group.label ? [element("p", { class: "menu-title" }, group.label), ...own] : own;
  });
  const list = element("div", { class: "multi-list" }, titled);
  if (titled.length >= SEARCH_FROM) panel.append(search(list));
  panel.append(list);
}

function row(choice, chosen, source, onChange) {
  const box = element("input", { type: "checkbox", checked: chosen.has(choice.key), value: choice.key });
  box.addEventListener("change", () => {
    const full = source.max_selected_items && chosen.size >= source.max_selected_items;
    if (box.checked && full) box.checked = false;
    else chosen[box.checked ? "add" : "delete"](choice.key);
    onChange();
  });
  return element("label", { class: "choice" }, box, element("span", {}, choice.label));
}

function search(list) {
  const find = element("input", {
    class: "input",
    type: "search",
    placeholder: "Find",
    "aria-label": "Find in the list",
  });
  find.addEventListener("input", () => {
    const wanted = find.value.toLowerCase();
    for (const label of list.querySelectorAll("label"))
      label.hidden = !label.textContent.toLowerCase().includes(wanted);
  });
  return find;
}

/** The app is told once, when the list closes, and only if something changed. */
function openAndClose(box, opener, panel, done) {
  let dirty = false;
  const outside = (event) => !box.contains(event.target) && close();
  const close = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    document.removeEventListener("pointerdown", outside);
    opener.setAttribute("aria-expanded", "false");
    if (dirty) done();
    dirty = false;
  };
  const open = () => {
    panel.hidden = false;
    document.addEventListener("pointerdown", outside);
    opener.setAttribute("aria-expanded", "true");
    panel.scrollIntoView({ block: "nearest" });
    panel.querySelector("input")?.focus();
  };
  panel.addEventListener("change", () => (dirty = true));
  opener.addEventListener("click", () => (panel.hidden ? open() : close()));
  box.addEventListener(
    "focusout",
    (event) => event.relatedTarget && !box.contains(event.relatedTarget) && close(),
  );
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    event.preventDefault();
    event.stopPropagation();
    opener.focus();
    close();
  });
}
