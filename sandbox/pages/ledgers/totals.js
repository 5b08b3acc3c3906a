// The strip that says whether both ledgers hold the same: number and sum of the shared invoices.

import { fill, make } from "./dom.js";
import { amountText, countText } from "./format.js";

function figure(label, value, testid) {
  return make(
    "div",
    { class: "figure" },
    make("span", { class: "figure-label" }, label),
    make("span", { class: "figure-value", testid }, value),
  );
}

function money(currency, amount) {
  return `${currency} ${amountText(amount)}`;
}

function sideFigures(side) {
  const { invoices, currency } = side;
  return make(
    "div",
    { class: "totals-side", testid: `totals-${side.side}` },
    make("span", { class: "totals-name" }, side.name),
    figure("Invoices", countText(invoices.count), `count-${side.side}`),
    figure("Invoiced", money(currency, invoices.total), `total-${side.side}`),
    figure("Outstanding", money(currency, invoices.outstanding), `outstanding-${side.side}`),
  );
}

/** What keeps the invoices apart; null when nothing does. What was paid is told beside it. */
function differenceText({ difference }, currency) {
  const { count, total } = difference;
  const parts = [];
  if (count !== 0) parts.push(`${countText(Math.abs(count))} ${Math.abs(count) === 1 ? "invoice" : "invoices"}`);
  if (!isZero(total)) parts.push(unsigned(currency, total));
  return parts.length > 0 ? `${parts.join(" and ")} apart` : null;
}

/** Says that payments were entered on one side only; null when both have the same outstanding. */
function paymentsText({ difference }, currency) {
  const { outstanding } = difference;
  return isZero(outstanding) ? null : `payments: ${unsigned(currency, outstanding)} apart`;
}

function unsigned(currency, amount) {
  return money(currency, amount.replace("-", ""));
}

function isZero(amount) {
  return /^-?0*(\.0*)?$/.test(amount);
}

export function showTotals(element, overview) {
  const apart = differenceText(overview, overview.intacct.currency);
  const payments = paymentsText(overview, overview.intacct.currency);
  fill(
    element,
    sideFigures(overview.intacct),
    make(
      "div",
      { class: "totals-verdict", title: "Counted: invoices awaiting approval, approved or paid. Private drafts, rejected, voided and reversed ones are left out." },
      make("span", { class: `verdict ${apart ? "apart" : "equal"}`, testid: "verdict" }, apart ?? "✓ Invoices equal"),
      payments && make("span", { class: "verdict-note", testid: "payments-apart" }, payments),
    ),
    sideFigures(overview.re_leased),
  );
}
