// Order Entry and Purchasing transactions: created, changed, deleted.
"use strict";

const { Common, InventoryControl, OrderEntry, Purchasing } = require("@intacct/intacct-sdk").Functions;
const { filled } = require("../story");

const MARCH_2 = new Date(2026, 2, 2);
const APRIL_1 = new Date(2026, 3, 1);

const thing = (itemId, itemType, accounts) =>
  filled(InventoryControl.ItemCreate, { itemId, itemName: itemId, itemType, taxable: true, ...accounts });

const sale = (documentNumber, more) =>
  filled(OrderEntry.OrderEntryTransactionCreate, {
    transactionDefinition: "Sales Invoice",
    customerId: "C-17",
    transactionDate: MARCH_2,
    dueDate: APRIL_1,
    documentNumber,
    lines: [filled(OrderEntry.OrderEntryTransactionLineCreate, { itemId: "4000-s", quantity: 2, price: 100 })],
    ...more,
  });

const purchase = (documentNumber, more) =>
  filled(Purchasing.PurchasingTransactionCreate, {
    transactionDefinition: "Vendor Invoice",
    vendorId: "V-5",
    transactionDate: MARCH_2,
    dueDate: APRIL_1,
    documentNumber,
    vendorDocNumber: "X-9",
    lines: [filled(Purchasing.PurchasingTransactionLineCreate, { itemId: "4100-p", quantity: 1, price: 50 })],
    ...more,
  });

const subtotal = (description, total) =>
  filled(InventoryControl.TransactionSubtotalCreate, { description, total });

module.exports = {
  async sale(story) {
    const accounts = { revenueGlAccountNo: "4000" };
    await story.step("item", thing("4000-s", "Non-Inventory (Sales only)", accounts));
    const more = { externalId: "RL-5521", message: "Thank you", subtotals: [subtotal("Carriage", 5)] };
    const { key } = await story.step("create", sale("RL-1", more));
    const found = { objectName: "SODOCUMENT", names: [key], docParId: "Sales Invoice" };
    await story.step("read", filled(Common.ReadByName, found));
    const lines = [
      filled(OrderEntry.OrderEntryTransactionLineUpdate, { lineNo: 1, itemId: "4000-s", quantity: 3, price: 100 }),
    ];
    const changes = { transactionId: key, referenceNumber: "PO-9", transactionDate: MARCH_2, lines };
    await story.step("update", filled(OrderEntry.OrderEntryTransactionUpdate, changes));
    const second = await story.step("create another", sale("RL-2"));
    const unwanted = { documentId: second.key };
    await story.step("delete it", filled(OrderEntry.OrderEntryTransactionDelete, unwanted));
  },

  async purchase(story) {
    const accounts = { expenseGlAccountNo: "4100" };
    await story.step("item", thing("4100-p", "Non-Inventory (Purchase only)", accounts));
    const { key } = await story.step("create", purchase("B-1"));
    const lines = [
      filled(Purchasing.PurchasingTransactionLineUpdate, { lineNo: 1, itemId: "4100-p", quantity: 2, price: 50 }),
    ];
    // The SDK's update goes by the property that its create sends as the number.
    const changes = { documentNumber: key, referenceNumber: "PO-9", lines };
    await story.step("update", filled(Purchasing.PurchasingTransactionUpdate, changes));
    const second = await story.step("create another", purchase("B-2"));
    const unwanted = { documentId: second.key };
    await story.step("delete it", filled(Purchasing.PurchasingTransactionDelete, unwanted));
  },
};
