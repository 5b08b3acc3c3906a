// One ledger's column: its kinds of record as tabs, a searchable table, and the record in full.

import * as api from "./api.js";
import { button, fill, make, paced, settled } from "./dom.js";
import { Drawer } from "./drawer.js";
import { askForm } from "./form.js";
import { countText } from "./format.js";
import { notice } from "./notices.js";
import { HIGHLIGHT_MILLISECONDS, RecordTable } from "./table.js";

const PAGE_SIZE = 50;
const REFRESH_MILLISECONDS = 250;
const FIRST_QUERY = { page: 1, find: "", state: "", sort: "changed", order: "desc" };

export class LedgerSide {
  constructor(side, overview, clock) {
    this.side = side;
    this.clock = clock;
    this.kinds = overview[side].kinds;
    this.kind = this.kinds[0];
    this.query = { ...FIRST_QUERY };
    this.changed = new Set();
    this.latest = 0;
    this.refresh = paced(REFRESH_MILLISECONDS, () => this.load());
    this.build(overview[side]);
  }

  build({ name, company, person }) {
    this.tabs = make("div", { class: "tabs", role: "tablist", "aria-label": `Kinds of record in ${name}`, on: { keydown: (event) => this.onTabKey(event) } });
    this.table = new RecordTable({ onOpen: (kind, key) => this.open(kind, key), onSort: (sort, order) => this.ask({ sort, order, page: 1 }) });
    this.drawer = new Drawer(this.side, { onClosed: (key) => this.table.focus(key), onOpenOther: (kind, key) => this.open(kind, key) });
    this.pager = make("div", { class: "pager" });
    this.element = make(
      "section",
      { class: `side side-${this.side}`, testid: `side-${this.side}`, "aria-label": name },
      make(
        "header",
        { class: "side-head" },
        make("h2", {}, name),
        make("span", { class: "side-company" }, company),
        make("span", { class: "side-person" }, "You act as ", make("strong", {}, person)),
      ),
      this.tabs,
      make("div", { class: "side-body", role: "tabpanel" }, this.toolbar(), this.table.element, this.pager, this.drawer.element),
    );
    this.showTabs();
  }

  toolbar() {
    this.search = make("input", {
      class: "input search",
      type: "search",
      placeholder: "Find by number, name, reference or amount",
      "aria-label": "Find",
      testid: "find",
      on: { input: settled(200, () => this.ask({ find: this.search.value, page: 1 })) },
    });
    this.states = make("select", { class: "input states", "aria-label": "State", testid: "states", on: { change: () => this.ask({ state: this.states.value, page: 1 }) } });
    this.newButton = button("New", { class: "main", testid: "new", on: { click: () => this.startNew() } });
    return make("div", { class: "toolbar" }, this.search, this.states, this.newButton);
  }

  showTabs() {
    const tabs = this.kinds.map((kind) => {
      const chosen = kind.kind === this.kind.kind;
      const settings = { type: "button", role: "tab", class: "tab", testid: `tab-${kind.kind}`, "aria-selected": chosen, tabindex: chosen ? 0 : -1 };
      return make("button", { ...settings, on: { click: () => this.choose(kind.kind) } }, kind.label, make("span", { class: "tab-count" }, countText(kind.count)));
    });
    const hadFocus = this.tabs.contains(document.activeElement);
    fill(this.tabs, ...tabs);
    const chosen = this.tabs.querySelector("[aria-selected=true]");
    chosen.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (hadFocus) chosen.focus();
    this.newButton.hidden = !this.kind.can_create;
    fill(this.newButton, `New ${this.kind.singular}`);
  }

  onTabKey(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const place = this.kinds.indexOf(this.kind) + step + this.kinds.length;
    this.choose(this.kinds[place % this.kinds.length].kind);
  }

  choose(name) {
    this.kind = this.kinds.find(({ kind }) => kind === name);
    this.query = { ...FIRST_QUERY };
    this.changed.clear();
    this.search.value = "";
    this.states.value = "";
    this.drawer.close();
    this.showTabs();
    return this.load();
  }

  ask(change) {
    Object.assign(this.query, change);
    return this.load();
  }

  /** Takes over new counts. */
  update(overview) {
    this.kinds = overview[this.side].kinds;
    this.kind = this.kinds.find(({ kind }) => kind === this.kind.kind);
    this.showTabs();
  }

  async load() {
    const turn = ++this.latest;
    const page = await api.records(this.side, this.kind.kind, { ...this.query, size: PAGE_SIZE });
    if (turn !== this.latest) return;
    const emptyText = this.query.find || this.query.state ? "Nothing fits this search." : `No ${this.kind.label.toLowerCase()} yet.`;
    this.table.show({ kind: this.kind, rows: page.rows, query: this.query, now: this.clock.now().toISOString(), changed: this.changed, emptyText });
    this.letHighlightsFade();
    this.showStates(page.states);
    this.showPager(page.total);
  }

  showStates(states) {
    this.states.hidden = states.length < 2 && !this.query.state;
    const options = states.map(({ state, count }) => make("option", { value: state }, `${state} (${countText(count)})`));
    fill(this.states, make("option", { value: "" }, "All states"), ...options);
    this.states.value = this.query.state;
  }

  showPager(total) {
    const first = (this.query.page - 1) * PAGE_SIZE;
    const last = Math.min(first + PAGE_SIZE, total);
    const turn = (label, step, disabled) => button(label, { testid: `page-${label.toLowerCase()}`, disabled, on: { click: () => this.ask({ page: this.query.page + step }) } });
    fill(
      this.pager,
      make("span", { testid: "range" }, total ? `${countText(first + 1)}–${countText(last)} of ${countText(total)}` : ""),
      total > PAGE_SIZE && make("span", { class: "button-group" }, turn("Previous", -1, first === 0), turn("Next", 1, last >= total)),
    );
  }

  open(kind, key) {
    return this.drawer.open(kind, key);
  }

  async startNew() {
    const { kind } = this.kind;
    const form = await api.form(this.side, kind);
    askForm({ form, send: async (values) => this.created(kind, await api.create(this.side, kind, values)) });
  }

  async created(kind, { message, key }) {
    notice(message);
    await this.open(kind, key);
  }

  /** A record here was changed by somebody; `key` is null when too many were to be named. */
  noteChange({ kind, key }) {
    if (kind === this.kind.kind) {
      if (key !== null) this.changed.add(key);
      this.refresh();
    }
    if (this.drawer.shows(kind, key)) this.drawer.reload();
  }

  /** The highlight lasts from the moment a change is seen, however long it took to get here. */
  letHighlightsFade() {
    const seen = [...this.changed];
    setTimeout(() => seen.forEach((key) => this.changed.delete(key)), HIGHLIGHT_MILLISECONDS);
  }
}
