// Forms: asked for by the stand-in world, filled in by a person, refused by a ledger in its own words.

import { Refusal } from "./api.js";
import { control } from "./controls.js";
import { button, fill, make } from "./dom.js";
import { linesEditor } from "./lines_editor.js";

function fieldRow(field) {
  if (field.type === "lines") {
    const editor = linesEditor(field);
    return { name: field.name, read: editor.read, row: editor.element };
  }
  const { element, read } = control(field, { testid: `field-${field.name}`, name: field.name });
  const label = make(
    "label",
    { class: "form-field" },
    make("span", { class: "form-label" }, field.label, field.required && make("span", { class: "form-required", "aria-hidden": true }, "*")),
    element,
    field.help && make("span", { class: "form-help" }, field.help),
  );
  return { name: field.name, read, row: label, element };
}

const FEW_FIELDS = 5;

function widthFor(fields) {
  if (fields.some((field) => field.type === "lines")) return "wide";
  return fields.length > FEW_FIELDS ? "medium" : "narrow";
}

class FormDialog {
  constructor(form, send) {
    this.send = send;
    this.rows = form.fields.map(fieldRow);
    this.problem = make("p", { class: "form-problem", role: "alert", testid: "form-problem", hidden: true });
    this.submit = make("button", { type: "submit", class: `button ${form.tone === "bad" ? "danger" : "main"}`, testid: "save" }, form.submit);
    this.dialog = make(
      "dialog",
      { class: `dialog ${widthFor(form.fields)}`, testid: "dialog", "aria-label": form.title },
      this.body(form),
    );
    this.dialog.addEventListener("close", () => this.dialog.remove());
  }

  body(form) {
    return make(
      "form",
      { class: "form", method: "dialog", on: { submit: (event) => this.onSubmit(event) } },
      make("h2", { class: "form-title" }, form.title),
      form.question && make("p", { class: "form-question" }, form.question),
      make("div", { class: "form-fields" }, ...this.rows.map(({ row }) => row)),
      this.problem,
      make(
        "div",
        { class: "form-buttons" },
        button("Cancel", { testid: "cancel", on: { click: () => this.dialog.close() } }),
        this.submit,
      ),
    );
  }

  open() {
    document.body.append(this.dialog);
    this.dialog.showModal();
    const first = this.dialog.querySelector(".form-fields input, .form-fields select, .form-fields textarea");
    (first ?? this.submit).focus();
  }

  async onSubmit(event) {
    event.preventDefault();
    this.submit.disabled = true;
    try {
      await this.send(Object.fromEntries(this.rows.map(({ name, read }) => [name, read()])));
      this.dialog.close();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.showProblem(error);
    } finally {
      this.submit.disabled = false;
    }
  }

  showProblem({ message, field }) {
    fill(this.problem, message);
    this.problem.hidden = false;
    for (const { name, element } of this.rows) {
      if (element) element.setAttribute("aria-invalid", String(name === field));
      if (element && name === field) element.focus();
    }
  }
}

/**
 * Opens a form: `{title, question?, submit, tone?, fields}`. `send(values)` does what was asked;
 * when it is refused, the form stays open and shows why.
 */
export function askForm({ form, send }) {
  new FormDialog(form, send).open();
}
