// A page of records as a table.

import { button, fill, make } from "./dom.js";
import { amountText, dateText, fullMomentText, momentText, toneOf } from "./format.js";

/** How long a row that has just changed keeps its highlight. */
export const HIGHLIGHT_MILLISECONDS = 2600;

/** A state as a coloured pill. */
export function statePill(state) {
  return state ? make("span", { class: `pill ${toneOf(state)}`, testid: "state" }, state) : null;
}

/** An amount with its currency, the currency stepping back. */
export function amountCell(currency, amount) {
  if (amount === null || amount === undefined) return null;
  return make("span", { class: "money" }, make("span", { class: "currency" }, currency), amountText(amount));
}

const CELLS = {
  title: (row, open) =>
    make("button", { type: "button", class: "row-link", on: { click: () => open(row.key) } }, row.title || "No number"),
  subtitle: (row) => row.subtitle,
  date: (row) => dateText(row.date),
  amount: (row) => amountCell(row.currency, row.amount),
  state: (row) => statePill(row.state),
  changed: (row, open, now) => [
    make("span", { title: fullMomentText(row.changed_at) }, momentText(row.changed_at, now)),
    make("span", { class: "changed-by", title: row.changed_by }, row.changed_by),
  ],
};

export class RecordTable {
  /** `onOpen(kind, key)` is told the kind of the rows shown, which may lag behind the chosen tab. */
  constructor({ onOpen, onSort }) {
    this.onOpen = onOpen;
    this.onSort = onSort;
    this.head = make("thead");
    this.body = make("tbody", { on: { click: (event) => this.onClick(event) } });
    this.empty = make("p", { class: "empty", hidden: true });
    this.element = make("div", { class: "table-frame" }, make("table", { class: "records" }, this.head, this.body), this.empty);
  }

  /** Shows `rows`; keys in `changed` are highlighted. */
  show({ kind, rows, query, now, changed, emptyText }) {
    const columns = kind.columns;
    this.kind = kind.kind;
    const focused = this.body.contains(document.activeElement) && document.activeElement.closest("tr").dataset.key;
    fill(this.head, make("tr", {}, ...columns.map((column) => this.heading(column, query))));
    fill(this.body, ...rows.map((row) => this.row(row, columns, now, changed)));
    this.empty.hidden = rows.length > 0;
    fill(this.empty, emptyText);
    if (focused) this.focus(focused);
  }

  heading({ name, label }, { sort, order }) {
    const sorted = sort === name;
    const next = sorted && order === "desc" ? "asc" : "desc";
    return make(
      "th",
      { scope: "col", class: name, "aria-sort": sorted ? (order === "desc" ? "descending" : "ascending") : null },
      button(label, { class: "sort", testid: `sort-${name}`, on: { click: () => this.onSort(name, next) } }),
    );
  }

  /** Puts the keyboard on the row of that record, if it is shown. */
  focus(key) {
    this.body.querySelector(`tr[data-key="${CSS.escape(key)}"] .row-link`)?.focus();
  }

  row(row, columns, now, changed) {
    const cells = columns.map(({ name }) => make("td", { class: name }, CELLS[name](row, (key) => this.onOpen(this.kind, key), now)));
    const settings = { testid: `row-${row.key}`, "data-key": row.key, class: changed.has(row.key) ? "changed" : "" };
    return make("tr", settings, ...cells);
  }

  onClick(event) {
    const row = event.target.closest("tr");
    const busySelecting = String(document.getSelection()) !== "";
    if (row && !busySelecting && !event.target.closest("button")) this.onOpen(this.kind, row.dataset.key);
  }
}
