// One record in full: fields, lines, history, and what may be done with it.

import * as api from "./api.js";
import { button, fill, make } from "./dom.js";
import { askForm } from "./form.js";
import { amountText, dateText, fullMomentText } from "./format.js";
import { notice } from "./notices.js";
import { amountCell, statePill } from "./table.js";

const FIELD_TEXT = {
  date: dateText,
  amount: amountText,
  moment: fullMomentText,
};

export class Drawer {
  constructor(side, { onClosed, onOpenOther }) {
    this.side = side;
    this.onClosed = onClosed;
    this.onOpenOther = onOpenOther;
    this.shown = null;
    this.element = make("section", {
      class: "drawer",
      testid: `drawer-${side}`,
      role: "dialog",
      tabindex: -1,
      hidden: true,
      on: { keydown: (event) => event.key === "Escape" && this.close() },
    });
  }

  async open(kind, key) {
    this.shown = { kind, key };
    await this.reload();
    this.element.focus({ preventScroll: true });
  }

  close() {
    if (!this.shown) return;
    const { key } = this.shown;
    this.element.hidden = true;
    this.shown = null;
    this.onClosed(key);
  }

  /** Whether this record is the one shown. */
  shows(kind, key) {
    return this.shown?.kind === kind && (key === null || this.shown.key === key);
  }

  /** Asks for the record again; closes when it is no more. */
  async reload() {
    const { kind, key } = this.shown;
    try {
      const detail = await api.record(this.side, kind, key);
      if (this.shows(kind, key)) this.show(detail);
    } catch (error) {
      if (!(error instanceof api.Refusal)) throw error;
      notice(error.message, "bad");
      this.close();
    }
  }

  show(detail) {
    const place = this.element.scrollTop;
    const focused = this.element.contains(document.activeElement) && document.activeElement.dataset.testid;
    this.element.setAttribute("aria-label", `${detail.kind_label} ${detail.title}`);
    fill(this.element, this.head(detail), this.body(detail));
    this.element.hidden = false;
    this.element.scrollTop = place;
    if (focused) this.element.querySelector(`[data-testid="${CSS.escape(focused)}"]`)?.focus();
  }

  head(detail) {
    return make(
      "header",
      { class: "drawer-head" },
      make(
        "div",
        { class: "drawer-line" },
        make("span", { class: "drawer-kind" }, detail.kind_label),
        button("Close", { testid: `close-${this.side}`, on: { click: () => this.close() } }),
      ),
      make(
        "div",
        { class: "drawer-line" },
        make("div", {}, make("h3", { class: "drawer-title", testid: "detail-title" }, detail.title), make("p", { class: "drawer-who" }, detail.subtitle)),
        make("div", { class: "drawer-sum" }, amountCell(detail.currency, detail.amount), statePill(detail.state)),
      ),
      make("div", { class: "drawer-actions", testid: "actions" }, ...detail.actions.map((action) => this.action(detail, action))),
      detail.note && make("p", { class: "drawer-note" }, detail.note),
    );
  }

  body(detail) {
    return make(
      "div",
      { class: "drawer-body" },
      fieldList(detail.fields),
      detail.lines.length > 0 && linesTable(detail),
      detail.related.length > 0 && this.related(detail.related),
      history(detail.changes),
    );
  }

  related(related) {
    const items = related.map(({ kind, key, label, text, currency, amount, state }) =>
      make(
        "li",
        {},
        make("span", {}, label),
        make("button", { type: "button", class: "row-link", on: { click: () => this.onOpenOther(kind, key) } }, text),
        amountCell(currency, amount),
        statePill(state),
      ),
    );
    return make("section", { class: "drawer-part" }, make("h4", {}, "Belongs to it"), make("ul", { class: "related" }, ...items));
  }

  action({ kind, key }, { name, label, asks, tone }) {
    return button(label, {
      class: tone === "bad" ? "danger" : tone === "good" ? "main" : "",
      testid: `action-${name}`,
      on: { click: () => this.start(kind, key, name, asks) },
    });
  }

  async start(kind, key, name, asks) {
    if (!asks) return this.finish(await api.act(this.side, kind, key, name, {}));
    const form = await api.form(this.side, kind, key, name);
    return askForm({ form, send: async (values) => this.finish(await api.act(this.side, kind, key, name, values)) });
  }

  async finish({ message, gone }) {
    notice(message);
    if (gone) this.close();
    else if (this.shown) await this.reload();
  }
}

function fieldList(fields) {
  const rows = fields
    .filter(({ value }) => value !== null && value !== "")
    .map(({ name, label, value, type }) =>
      make(
        "div",
        { class: "field" },
        make("dt", {}, label),
        make("dd", { testid: `value-${name}`, class: type ?? "" }, (FIELD_TEXT[type] ?? String)(value)),
      ),
    );
  return make("dl", { class: "fields" }, ...rows);
}

function linesTable({ lines, totals }) {
  const head = ["Line", "Tax", "Net", "Tax amount", "Gross"].map((label, place) =>
    make("th", { scope: "col", class: place > 1 ? "amount" : "" }, label),
  );
  return make(
    "section",
    { class: "drawer-part" },
    make("h4", {}, "Lines"),
    make(
      "table",
      { class: "lines" },
      make("thead", {}, make("tr", {}, ...head)),
      make("tbody", {}, ...lines.map(lineRow)),
      make("tfoot", {}, ...totals.map(totalRow)),
    ),
  );
}

function lineRow(line) {
  const amounts = [line.net, line.tax, line.gross].map((amount) => make("td", { class: "amount" }, amountText(amount)));
  return make(
    "tr",
    {},
    make("td", {}, make("div", {}, line.description), make("div", { class: "line-place" }, [line.account, line.tracking].filter(Boolean).join(" · "))),
    make("td", {}, line.tax_code),
    ...amounts,
  );
}

function totalRow({ name, label, amount }) {
  return make(
    "tr",
    {},
    make("th", { scope: "row", colspan: 4 }, label),
    make("td", { class: "amount", testid: `sum-${name}` }, amountText(amount)),
  );
}

function history(changes) {
  if (changes.length === 0) return null;
  const items = changes.map(({ at, by, what }) =>
    make("li", {}, make("span", { class: "history-what" }, what), make("span", { class: "history-who" }, by), make("time", { datetime: at }, fullMomentText(at))),
  );
  return make("section", { class: "drawer-part" }, make("h4", {}, "History"), make("ol", { class: "history", testid: "history" }, ...items));
}
