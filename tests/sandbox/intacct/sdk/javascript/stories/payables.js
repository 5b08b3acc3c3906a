// Bills, AP adjustments and AP payments: created, changed, reversed, deleted.
"use strict";

const { AccountsPayable, Common } = require("@intacct/intacct-sdk").Functions;
const { filled } = require("../story");

const MARCH_2 = new Date(2026, 2, 2);
const MARCH_9 = new Date(2026, 2, 9);
const APRIL_1 = new Date(2026, 3, 1);

const bill = (transactionAmount, more) =>
  filled(AccountsPayable.BillCreate, {
    vendorId: "V-5",
    transactionDate: MARCH_2,
    dueDate: APRIL_1,
    billNumber: "B-1",
    lines: [filled(AccountsPayable.BillLineCreate, { glAccountNumber: "4100", transactionAmount })],
    ...more,
  });

const creditLine = () =>
  filled(AccountsPayable.ApAdjustmentLineCreate, { glAccountNumber: "4100", transactionAmount: -15 });

const payment = (details, more) => {
  const info = filled(AccountsPayable.ApPaymentInfo, {
    paymentMethod: "EFT",
    financialEntityId: "BARCLAYS",
    vendorId: "V-5",
    paymentDate: MARCH_9,
    transactionCurrency: "GBP",
    apPaymentDetails: details.getApPaymentDetailList(),
    ...more,
  });
  return new AccountsPayable.ApPaymentCreate(info);
};

const paying = (recordNo, more) => filled(AccountsPayable.ApPaymentDetailBillInfo, { recordNo, ...more });

module.exports = {
  async bill(story) {
    const draft = { action: "Draft", externalId: "RL-B-1", onHold: false, description: "Lift" };
    const { key } = await story.step("create", bill(80, draft));
    const changed = { lineNo: 1, transactionAmount: 90, memo: "Lift service" };
    const lines = [filled(AccountsPayable.BillLineUpdate, changed)];
    await story.step("update", filled(AccountsPayable.BillUpdate, { recordNo: key, lines }));
    await story.step("reverse", filled(AccountsPayable.BillReverse, { recordNo: key, reverseDate: MARCH_9 }));
    const second = await story.step("create another", bill(10, { action: "Draft", billNumber: "B-2" }));
    await story.step("delete it", filled(AccountsPayable.BillDelete, { recordNo: second.key }));
  },

  async "bill credited"(story) {
    const lines = [creditLine()];
    const credit = { vendorId: "V-5", transactionDate: MARCH_2, adjustmentNumber: "B-CN-1", lines };
    await story.step("create", filled(AccountsPayable.ApAdjustmentCreate, credit));
    const passing = { ...credit, adjustmentNumber: "B-CN-2" };
    const second = await story.step("create another", filled(AccountsPayable.ApAdjustmentCreate, passing));
    await story.step("delete it", filled(AccountsPayable.ApAdjustmentDelete, { recordNo: second.key }));
  },

  async "bill paid"(story) {
    const { key } = await story.step("create the bill", bill(80));
    const details = new AccountsPayable.ApPaymentDetailBuilder();
    details.addApPaymentDetailBill(paying(key, { paymentAmount: 50 }));
    await story.step("pay", payment(details, { memo: "Part" }));
    const rows = { objectName: "APPYMT", fields: ["RECORDNO", "TRX_TOTALENTERED"] };
    const { data } = await story.step("find", filled(Common.ReadByQuery, rows));
    const undo = { recordNo: data[0].RECORDNO, reverseDate: MARCH_9, memo: "Wrong bank" };
    await story.step("reverse", filled(AccountsPayable.ApPaymentReverse, undo));
  },

  async "bill settled with a credit"(story) {
    const { key } = await story.step("create the bill", bill(80));
    const lines = [creditLine()];
    const credit = { vendorId: "V-5", transactionDate: MARCH_2, lines };
    const credited = await story.step("credit", filled(AccountsPayable.ApAdjustmentCreate, credit));
    const detailTransaction = filled(AccountsPayable.ApPaymentDetailDebitMemo, {
      recordNo: credited.key,
      transactionAmount: 15,
    });
    const details = new AccountsPayable.ApPaymentDetailBuilder();
    details.addApPaymentDetailBill(paying(key, { paymentAmount: 65 }));
    details.addApPaymentDetailBill(paying(key, { detailTransaction }));
    await story.step("pay", payment(details));
  },

  async "bill payment drafted"(story) {
    const { key } = await story.step("create the bill", bill(80));
    const details = new AccountsPayable.ApPaymentDetailBuilder();
    details.addApPaymentDetailBill(paying(key, { paymentAmount: 50 }));
    const drafted = await story.step("draft", payment(details, { action: "Draft" }));
    const { RECORDNO } = drafted.data[0];
    const unwanted = AccountsPayable.ApPaymentFactory.create("delete", RECORDNO);
    await story.step("delete it", unwanted);
  },
};
