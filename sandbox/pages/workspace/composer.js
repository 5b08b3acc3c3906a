/** Where people write: Enter sends, Shift+Enter makes a new line, a slash or @ offers completion, arrow up recalls. */

import * as api from "./api.js";
import { suggest } from "./completion.js";
import { element, fill, icon, uniqueId } from "./dom.js";
import { actingPeople } from "./people.js";
import { addNote, state } from "./store.js";

const drafts = new Map();
const said = new Map();

/** A place to write for one channel or thread. */
export class Composer {
  /** @param {{channel: string, threadTs?: string, placeholder: string}} where */
  constructor({ channel, threadTs, placeholder }) {
    Object.assign(this, { channel, threadTs, chosen: -1, offer: suggest("\n", [], []), recalled: 0 });
    this.draftKey = `${state.personId} ${channel} ${threadTs ?? ""}`;
    this.list = element("div", {
      class: "completion",
      id: uniqueId("completion"),
      role: "listbox",
      "aria-label": "Suggestions",
      dataset: { testid: "completion" },
      hidden: true,
    });
    this.field = element("textarea", {
      class: "composer-field",
      rows: "1",
      placeholder,
      "aria-label": placeholder,
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      spellcheck: "true",
      dataset: { testid: threadTs ? "thread-composer" : "composer" },
    });
    this.send = element(
      "button",
      { class: "send", type: "submit", "aria-label": "Send", title: "Send" },
      icon("send"),
    );
    this.node = element(
      "form",
      { class: "composer" },
      this.list,
      element("div", { class: "composer-box" }, this.field, this.send),
      foot(threadTs),
    );
    this.listen();
    this.write(drafts.get(this.draftKey) ?? "");
  }

  listen() {
    this.node.addEventListener("submit", (event) => (event.preventDefault(), this.submit()));
    this.field.addEventListener("input", () => this.changed());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => this.show(suggest("\n", [], [])));
    this.field.addEventListener("focus", () => this.complete());
    this.node
      .querySelector(".composer-box")
      .addEventListener("click", (event) => event.target === event.currentTarget && this.field.focus());
  }

  /** Puts the caret into the field. */
  focus() {
    this.field.focus({ preventScroll: true });
  }

  write(text) {
    this.field.value = text;
    this.changed();
  }

  changed() {
    drafts.set(this.draftKey, this.field.value);
    this.field.rows = Math.min(Math.max(this.field.value.split("\n").length, 1), 10);
    this.send.disabled = !this.field.value.trim();
    this.complete();
  }

  complete() {
    const atEnd = this.field.selectionStart === this.field.value.length;
    const text = atEnd && document.activeElement === this.field ? this.field.value : "\n";
    this.show(suggest(text, this.threadTs ? [] : state.commands, actingPeople()));
  }

  show(offer) {
    this.offer = offer;
    this.chosen = offer.preselect && offer.items.length ? 0 : -1;
    fill(
      this.list,
      offer.items.map((item, index) => this.row(item, index)),
      offer.note && element("p", { class: "completion-note" }, offer.note),
      offer.items.length
        ? element("p", { class: "completion-keys" }, "↑ ↓ to choose · Tab to complete · Esc to close")
        : null,
    );
    this.list.hidden = !offer.items.length && !offer.note;
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
    this.mark();
  }

  row(item, index) {
    const take = (event) => (event.preventDefault(), this.take(index));
    return element(
      "div",
      {
        class: "completion-row",
        role: "option",
        id: `${this.list.id}-${index}`,
        on: { mousedown: take },
        dataset: { word: item.word },
      },
      element("span", { class: "completion-word" }, item.word),
      element("span", { class: "completion-hint" }, item.hint),
      element("span", { class: "completion-description" }, item.description),
    );
  }

  mark() {
    const rows = [...this.list.querySelectorAll("[role=option]")];
    rows.forEach((row, index) => row.setAttribute("aria-selected", String(index === this.chosen)));
    rows[this.chosen]?.scrollIntoView({ block: "nearest" });
    if (this.chosen < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", rows[this.chosen].id);
  }

  take(index) {
    this.write(this.offer.items[index].text);
    this.field.focus();
  }

  key(event) {
    if (event.isComposing) return;
    const handled = (this.offer.items.length > 0 && this.keyInList(event.key)) || this.keyInField(event);
    if (handled) event.preventDefault();
  }

  keyInList(key) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    const count = this.offer.items.length;
    if (step) {
      this.chosen = this.chosen < 0 ? (step > 0 ? 0 : count - 1) : (this.chosen + step + count) % count;
      this.mark();
    } else if (key === "Tab") this.take(Math.max(this.chosen, 0));
    else if (key === "Enter" && this.chosen >= 0 && !(this.offer.exact && this.isWholeWord()))
      this.take(this.chosen);
    else if (key === "Escape") this.show(suggest("\n", [], []));
    else return false;
    return true;
  }

  /** What is typed already says what is chosen, so Enter means send. */
  isWholeWord() {
    return this.field.value.trim().toLowerCase() === this.offer.items[this.chosen].text.trim().toLowerCase();
  }

  keyInField(event) {
    if (event.key === "Enter" && !event.shiftKey) {
      this.submit();
      return true;
    }
    if (event.key === "ArrowUp" || event.key === "ArrowDown")
      return this.recall(event.key === "ArrowUp" ? 1 : -1);
    return false;
  }

  recall(step) {
    const past = said.get(state.personId) ?? [];
    const browsing = this.recalled > 0 && this.field.value === past.at(-this.recalled);
    if (!browsing) this.recalled = 0;
    const next = this.recalled + step;
    if ((this.field.value && !browsing) || next < 0 || next > past.length) return false;
    this.write(next ? past.at(-next) : "");
    this.recalled = next;
    this.show(suggest("\n", [], []));
    return true;
  }

  async submit() {
    const text = this.field.value.trim();
    if (!text) return;
    if (this.threadTs && text.startsWith("/")) {
      addNote(
        this.channel,
        "Slash commands do not work in threads. Type it in the channel instead.",
        this.threadTs,
      );
      return;
    }
    this.write("");
    this.recalled = 0;
    said.set(state.personId, [...(said.get(state.personId) ?? []), text].slice(-50));
    await this.deliver(text);
  }

  async deliver(text) {
    this.node.setAttribute("aria-busy", "true");
    try {
      await api.say(this.channel, text, this.threadTs);
    } catch (problem) {
      addNote(this.channel, problem.message, this.threadTs);
      if (!this.field.value) this.write(text);
    } finally {
      this.node.removeAttribute("aria-busy");
    }
  }
}

function foot(threadTs) {
  const key = (name) => element("kbd", {}, name);
  return element(
    "p",
    { class: "composer-foot" },
    key("Enter"),
    " sends ",
    key("Shift Enter"),
    " new line ",
    threadTs ? null : [key("/"), " commands"],
  );
}
