// The ledgers' clock in the page's head: shown running, and movable.

import { moveClock } from "./api.js";
import { askForm } from "./form.js";
import { button, fill, make } from "./dom.js";
import { dateText } from "./format.js";

const DAY_SECONDS = 24 * 60 * 60;

/** The same day and time one month on; the month's last day where that day does not exist. */
export function monthAfter(moment) {
  const next = new Date(moment);
  next.setUTCDate(1);
  next.setUTCMonth(next.getUTCMonth() + 1);
  const lastDay = new Date(Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1, 0)).getUTCDate();
  next.setUTCDate(Math.min(moment.getUTCDate(), lastDay));
  return next;
}

export class LedgerClock {
  constructor(element, { onMoved }) {
    this.onMoved = onMoved;
    this.ahead = 0;
    this.face = make("time", { class: "clock-face", testid: "clock-now" });
    fill(
      element,
      make("span", { class: "clock-label" }, "Ledgers’ date"),
      this.face,
      make(
        "div",
        { class: "button-group", role: "group", "aria-label": "Move the ledgers’ clock" },
        this.step("+1 day", "clock-day", () => ({ advance_seconds: DAY_SECONDS })),
        this.step("+1 month", "clock-month", () => ({ now: monthAfter(this.now()).toISOString() })),
        button("Set …", { testid: "clock-set", on: { click: () => this.askMoment() } }),
      ),
    );
    setInterval(() => this.show(), 1000);
  }

  step(label, testid, change) {
    return button(label, { testid, on: { click: () => this.move(change()) } });
  }

  async move(change) {
    const { now } = await moveClock(change);
    this.set(now);
    this.onMoved();
  }

  askMoment() {
    const moment = this.now().toISOString();
    askForm({
      form: {
        title: "Set the ledgers’ clock",
        submit: "Set clock",
        fields: [
          { name: "day", label: "Date", type: "date", value: moment.slice(0, 10), required: true },
          { name: "time", label: "Time (UTC)", type: "time", value: moment.slice(11, 16), required: true },
        ],
      },
      send: ({ day, time }) => this.move({ now: `${day}T${time}:00Z` }),
    });
  }

  /** The ledgers' present. */
  now() {
    return new Date(Date.now() + this.ahead);
  }

  /** Takes over what the stand-in world says the time is. */
  set(moment) {
    this.ahead = Date.parse(moment) - Date.now();
    this.show();
  }

  show() {
    const moment = this.now().toISOString();
    this.face.dateTime = moment;
    fill(this.face, dateText(moment), make("span", { class: "clock-time" }, `${moment.slice(11, 16)} UTC`));
  }
}
