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

/** What keeps the two apart; null when nothing does. */
function differenceText({ difference }, currency) {
  const { count, total, outstanding } = difference;
  const unsigned = (amount) => money(currency, amount.replace("-", ""));
  const parts = [];
  if (count !== 0) parts.push(`${countText(Math.abs(count))} ${Math.abs(count) === 1 ? "invoice" : "invoices"}`);
  if (!isZero(total)) parts.push(unsigned(total));
  else if (!isZero(outstanding)) parts.push(`${unsigned(outstanding)} outstanding`);
  return parts.length > 0 ? `${parts.join(" and ")} apart` : null;
}

function isZero(amount) {
  return /^-?0*(\.0*)?$/.test(amount);
}

export function showTotals(element, overview) {
  const apart = differenceText(overview, overview.intacct.currency);
  fill(
    element,
    sideFigures(overview.intacct),
    make(
      "div",
      { class: "totals-verdict", title: "Counted: invoices awaiting approval, approved or paid. Private drafts, rejected, voided and reversed ones are left out." },
      make("span", { class: `verdict ${apart ? "apart" : "equal"}`, testid: "verdict" }, apart ?? "✓ Equal"),
    ),
    sideFigures(overview.re_leased),
  );
}
