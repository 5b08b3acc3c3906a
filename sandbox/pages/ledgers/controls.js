// The controls of a form: one for each type of field.

import { make } from "./dom.js";

/** Digits and a point only: people write "1,250.00" and paste spaces. */
export function plainAmount(text) {
  return text.replace(/[,\s]/g, "");
}

/** The control for one field: an element, and how to read its value. */
export function control(field, settings = {}) {
  const shared = { class: "input", required: field.required, ...settings };
  if (field.type === "select") return selectControl(field, shared);
  if (field.type === "area") return valueControl(make("textarea", { ...shared, rows: 2 }), field);
  if (field.type === "amount") {
    const input = make("input", { ...shared, class: "input amount", inputmode: "decimal", autocomplete: "off" });
    return valueControl(input, field, plainAmount);
  }
  return valueControl(make("input", { ...shared, type: field.type ?? "text", autocomplete: "off" }), field);
}

function valueControl(element, field, tidy = (text) => text.trim()) {
  element.value = field.value ?? "";
  return { element, read: () => tidy(element.value) };
}

function selectControl(field, settings) {
  const options = field.options.map(({ value, label }) => make("option", { value }, label));
  const empty = make("option", { value: "" }, field.required ? "Choose …" : "None");
  const element = make("select", settings, empty, ...options);
  element.value = field.value ?? "";
  return { element, read: () => element.value };
}
