// How amounts, dates and states read. Amounts stay decimal text from the ledger to the screen: they
// never pass through a floating-point number.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "1234567.5" as "1,234,567.50"; empty text for nothing. */
export function amountText(amount) {
  if (amount === null || amount === undefined || amount === "") return "";
  const digits = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount);
  if (!digits) return amount;
  const [, sign, whole, cents = ""] = digits;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign ? "−" : ""}${grouped}.${cents.padEnd(2, "0")}`;
}

/** A count with separators. */
export function countText(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** "2026-03-01" as "01 Mar 2026". */
export function dateText(day) {
  if (!day) return "";
  const [year, month, date] = day.slice(0, 10).split("-");
  return `${date} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** A moment (ISO 8601, UTC) as "01 Mar 2026, 09:30", or only the time when it is today. */
export function momentText(moment, now) {
  if (!moment) return "";
  const time = moment.slice(11, 16);
  if (now && moment.slice(0, 10) === now.slice(0, 10)) return `Today ${time}`;
  if (now && moment.slice(0, 4) === now.slice(0, 4)) return `${dateText(moment).slice(0, 6)} ${time}`;
  return `${dateText(moment)}`;
}

/** A moment in full, for tooltips and the history. */
export function fullMomentText(moment) {
  return moment ? `${dateText(moment)}, ${moment.slice(11, 19)} UTC` : "";
}

const TONES = new Map([
  ["Draft", "still"],
  ["Awaiting Approval", "waiting"],
  ["Submitted", "waiting"],
  ["Selected", "waiting"],
  ["Partially Paid", "info"],
  ["Posted", "info"],
  ["Approved", "info"],
  ["Paid", "good"],
  ["Complete", "good"],
  ["Active", "good"],
  ["Rejected", "bad"],
  ["Voided", "bad"],
  ["Void", "bad"],
  ["Reversed", "bad"],
  ["Reversal", "bad"],
  ["Deleted", "bad"],
  ["Inactive", "still"],
  ["Archived", "still"],
]);

/** The colour that a state's pill wears. */
export function toneOf(state) {
  return TONES.get(state) ?? "still";
}
