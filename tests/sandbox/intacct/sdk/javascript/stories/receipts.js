// AR payments: created, applied, reversed.
"use strict";

const { AccountsReceivable, Common } = require("@intacct/intacct-sdk").Functions;
const { filled } = require("../story");

const MARCH_9 = new Date(2026, 2, 9);

const applied = (applyToRecordId, amountToApply) =>
  filled(AccountsReceivable.ArPaymentItem, { applyToRecordId, amountToApply });

const receipt = (more) =>
  filled(AccountsReceivable.ArPaymentCreate, {
    customerId: "C-17",
    receivedDate: MARCH_9,
    paymentMethod: "EFT",
    bankAccountId: "BARCLAYS",
    ...more,
  });

async function openInvoice(story) {
  const rows = filled(Common.ReadByQuery, { objectName: "ARINVOICE", fields: ["RECORDNO"] });
  const { data } = await story.step("find the invoice", rows);
  return data[0].RECORDNO;
}

module.exports = {
  async "receipt reversed"(story) {
    const invoice = await openInvoice(story);
    const paid = { transactionPaymentAmount: 60, referenceNumber: "RLP-1", transactionCurrency: "GBP" };
    const items = { applyToTransactions: [applied(invoice, 60)] };
    const { key } = await story.step("pay", receipt({ ...paid, ...items }));
    await story.step("read", filled(Common.Read, { objectName: "ARPYMT", keys: [key] }));
    const undo = { recordNo: key, reverseDate: MARCH_9, memo: "Bounced" };
    await story.step("reverse", filled(AccountsReceivable.ArPaymentReverse, undo));
  },

  async "advance applied"(story) {
    const invoice = await openInvoice(story);
    const onAccount = { transactionPaymentAmount: 40, undepositedFundsGlAccountNo: "1000" };
    const { key } = await story.step("pay on account", receipt(onAccount));
    const applyToTransactions = [applied(invoice, 25)];
    const later = { recordNo: key, receivedDate: MARCH_9, memo: "Found", applyToTransactions };
    await story.step("apply", filled(AccountsReceivable.ArPaymentApply, later));
  },

  async "credit applied"(story) {
    const invoice = await openInvoice(story);
    const lines = [
      filled(AccountsReceivable.ArAdjustmentLineCreate, { glAccountNumber: "4000", transactionAmount: -30 }),
    ];
    const credit = { customerId: "C-17", transactionDate: MARCH_9, lines };
    const { key } = await story.step("credit", filled(AccountsReceivable.ArAdjustmentCreate, credit));
    const use = { recordNo: key, receivedDate: MARCH_9, applyToTransactions: [applied(invoice, 30)] };
    await story.step("apply", filled(AccountsReceivable.ArPaymentApply, use));
  },
};
