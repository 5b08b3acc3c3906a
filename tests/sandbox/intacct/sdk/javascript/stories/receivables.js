// AR invoices and adjustments: created, changed, reversed, deleted, refused.
"use strict";

const { AbstractFunction, AccountsReceivable, Common } = require("@intacct/intacct-sdk").Functions;
const { filled } = require("../story");

const MARCH_2 = new Date(2026, 2, 2);
const MARCH_31 = new Date(2026, 2, 31);
const APRIL_1 = new Date(2026, 3, 1);

const line = (transactionAmount, more) =>
  filled(AccountsReceivable.InvoiceLineCreate, { glAccountNumber: "4000", transactionAmount, ...more });

const invoice = (...lines) =>
  filled(AccountsReceivable.InvoiceCreate, {
    customerId: "C-17",
    transactionDate: MARCH_2,
    dueDate: APRIL_1,
    invoiceNumber: "RL-1",
    lines,
  });

const adjustment = (transactionAmount, more) =>
  filled(AccountsReceivable.ArAdjustmentCreate, {
    customerId: "C-17",
    transactionDate: MARCH_2,
    adjustmentNumber: "RL-CN-1",
    lines: [filled(AccountsReceivable.ArAdjustmentLineCreate, { glAccountNumber: "4000", transactionAmount })],
    ...more,
  });

// The SDK has no class for update_aradjustment; this is how it lets its users add one.
class ArAdjustmentUpdate extends AbstractFunction {
  writeXml(xml) {
    xml.writeStartElement("function");
    xml.writeAttribute("controlid", this.controlId, true);
    xml.writeStartElement("update_aradjustment");
    xml.writeAttribute("key", this.recordNo, true);
    xml.writeElement("description", this.description);
    xml.writeEndElement();
    xml.writeEndElement();
  }
}

module.exports = {
  async "invoice with everything"(story) {
    const dimensions = { memo: "Unit 4 & yard", locationId: "E200", departmentId: "RES" };
    const more = {
      referenceNumber: "PO-9",
      description: "Rent March 2026",
      externalId: "RL-5521",
      billToContactName: "Quay Foods Ltd(CC-17)",
      shipToContactName: "Quay Foods Ltd(CC-17)",
      baseCurrency: "GBP",
      transactionCurrency: "GBP",
      exchangeRateType: "Intacct Daily Rate",
      glPostingDate: MARCH_2,
      action: "Draft",
      onHold: false,
    };
    const full = Object.assign(invoice(line(1200.5, dimensions), line(-0.5)), more);
    const { key } = await story.step("create", full);
    await story.step("read", filled(Common.Read, { objectName: "ARINVOICE", keys: [key] }));
  },

  async "invoice updated"(story) {
    const draft = Object.assign(invoice(line(100), line(50)), { action: "Draft", externalId: "RL-5521" });
    const { key } = await story.step("create", draft);
    const lines = [
      filled(AccountsReceivable.InvoiceLineUpdate, { lineNo: 1, memo: "Unit 4", transactionAmount: 120 }),
      line(30, { memo: "Added" }),
    ];
    const changes = { recordNo: key, description: "Corrected", action: "Draft", lines };
    await story.step("update", filled(AccountsReceivable.InvoiceUpdate, changes));
    const posting = { externalId: "RL-5521", dueDate: MARCH_31 };
    await story.step("post", filled(AccountsReceivable.InvoiceUpdate, posting));
  },

  async "invoice reversed"(story) {
    const { key } = await story.step("create", invoice(line(100)));
    const reversal = { recordNo: key, reverseDate: MARCH_31, memo: "Voided" };
    await story.step("reverse", filled(AccountsReceivable.InvoiceReverse, reversal));
  },

  async "invoice deleted"(story) {
    const { key } = await story.step("create", Object.assign(invoice(line(100)), { action: "Draft" }));
    await story.step("delete", filled(AccountsReceivable.InvoiceDelete, { recordNo: key }));
  },

  async adjustment(story) {
    const { key } = await story.step("create", adjustment(-20, { action: "Draft", externalId: "RL-CN-1" }));
    await story.step("update", filled(ArAdjustmentUpdate, { recordNo: key, description: "Goodwill" }));
    const second = await story.step("create another", adjustment(-5, { adjustmentNumber: "RL-CN-2" }));
    await story.step("delete it", filled(AccountsReceivable.ArAdjustmentDelete, { recordNo: second.key }));
  },

  async "refused invoice"(story) {
    const unknown = Object.assign(invoice(line(100)), { customerId: "O'Brien & sons" });
    await story.refused("unknown customer", (once) => story.client.execute(unknown, once));
    const closed = Object.assign(invoice(line(100)), { transactionDate: new Date(2026, 1, 28) });
    await story.refused("closed period", (once) => story.client.execute(closed, once));
    const query = filled(Common.ReadByQuery, { objectName: "NO_SUCH_OBJECT" });
    await story.refused("unknown object", (once) => story.client.execute(query, once));
  },
};
