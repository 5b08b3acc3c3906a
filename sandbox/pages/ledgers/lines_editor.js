// The lines of a document while they are edited.

import { control, plainAmount } from "./controls.js";
import { button, fill, make } from "./dom.js";
import { amountText } from "./format.js";

/** The sum of amounts written as decimal text, as decimal text; what is no amount counts as nothing. */
export function sumText(amounts) {
  const cents = amounts.reduce((sum, amount) => sum + inCents(plainAmount(amount)), 0n);
  const digits = String(cents < 0n ? -cents : cents).padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function inCents(amount) {
  const parts = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(amount);
  if (!parts) return 0n;
  const [, sign, whole, cents = ""] = parts;
  return BigInt(`${sign}${whole}${cents.padEnd(2, "0")}`);
}

class LinesEditor {
  constructor(field) {
    this.field = field;
    this.lines = [];
    this.body = make("tbody");
    this.total = make("span", { class: "lines-total", testid: "lines-total" });
    this.element = make(
      "fieldset",
      { class: "lines-editor", testid: `field-${field.name}` },
      make("legend", { class: "form-label" }, field.label),
      make("table", {}, this.head(), this.body),
      make(
        "div",
        { class: "lines-foot" },
        button("Add line", { testid: "add-line", on: { click: () => this.add({}).focus() } }),
        make("span", {}, "Net total ", this.total),
      ),
    );
    for (const line of field.value) this.add(line);
    if (this.lines.length === 0) this.add({});
    this.element.addEventListener("input", () => this.showTotal());
  }

  head() {
    const cells = this.field.columns.map(({ label, type }) => make("th", { scope: "col", class: type }, label));
    return make("thead", {}, make("tr", {}, ...cells, make("th", {}, make("span", { class: "visually-hidden" }, "Remove"))));
  }

  add(values) {
    const number = this.lines.length;
    const cells = this.field.columns.map((column) =>
      control({ ...column, value: values[column.name] ?? column.value ?? "" }, {
        "aria-label": column.label,
        testid: `field-line-${number}-${column.name}`,
      }),
    );
    const line = { cells, number: values.number ?? null };
    const stays = this.field.lines_stay && line.number !== null;
    const remove = !stays && button("×", { class: "quiet", "aria-label": "Remove line", on: { click: () => this.remove(line) } });
    line.row = make("tr", {}, ...cells.map(({ element }) => make("td", {}, element)), make("td", {}, remove || null));
    this.lines.push(line);
    this.body.append(line.row);
    this.showTotal();
    return cells[0].element;
  }

  remove(line) {
    this.lines = this.lines.filter((other) => other !== line);
    line.row.remove();
    this.showTotal();
  }

  read = () =>
    this.lines.map(({ cells, number }) => ({
      number,
      ...Object.fromEntries(this.field.columns.map(({ name }, place) => [name, cells[place].read()])),
    }));

  showTotal() {
    fill(this.total, amountText(sumText(this.read().map(({ net }) => net ?? "0"))));
  }
}

/** The editor for a field of type "lines": an element, and how to read its value. */
export function linesEditor(field) {
  const editor = new LinesEditor(field);
  return { element: editor.element, read: editor.read };
}
