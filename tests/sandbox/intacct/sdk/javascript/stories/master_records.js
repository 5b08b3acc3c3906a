// Customers, vendors, contacts and items: created, changed, deleted.
"use strict";

const { AccountsPayable, AccountsReceivable, Common, Company, InventoryControl } =
  require("@intacct/intacct-sdk").Functions;
const { filled } = require("../story");

const address = {
  addressLine1: "4 Quay St",
  city: "Leeds",
  zipPostalCode: "LS1 4AB",
  country: "United Kingdom",
};

module.exports = {
  async customer(story) {
    const given = {
      customerId: "C-18",
      customerName: "Mill & Sons <Ltd>",
      printAs: "Mill & Sons",
      primaryEmailAddress: "ap@mill.test",
      paymentTerm: "N14",
      active: true,
      ...address,
    };
    await story.step("create", filled(AccountsReceivable.CustomerCreate, given));
    const changes = { customerId: "C-18", comments: "Pays late", active: false };
    await story.step("update", filled(AccountsReceivable.CustomerUpdate, changes));
    const name = { objectName: "CUSTOMER", names: ["C-18"] };
    await story.step("read", filled(Common.ReadByName, name));
    const passing = { customerId: "C-19", customerName: "Passing Ltd", printAs: "Passing Ltd" };
    await story.step("create another", filled(AccountsReceivable.CustomerCreate, passing));
    await story.step("delete it", filled(AccountsReceivable.CustomerDelete, { customerId: "C-19" }));
  },

  async vendor(story) {
    const given = { vendorId: "V-6", vendorName: "Roof Works", printAs: "Roof Works Ltd", active: true, ...address };
    await story.step("create", filled(AccountsPayable.VendorCreate, given));
    const changes = { vendorId: "V-6", comments: "Insured", paymentTerm: "N30" };
    await story.step("update", filled(AccountsPayable.VendorUpdate, changes));
    const passing = { vendorId: "V-7", vendorName: "Passing", printAs: "Passing" };
    await story.step("create another", filled(AccountsPayable.VendorCreate, passing));
    await story.step("delete it", filled(AccountsPayable.VendorDelete, { vendorId: "V-7" }));
  },

  async contact(story) {
    const given = {
      contactName: "Dana Quay (C-17)",
      printAs: "Dana Quay",
      firstName: "Dana",
      lastName: "Quay",
      primaryEmailAddress: "dana@quayfoods.test",
      active: true,
      ...address,
    };
    await story.step("create", filled(Company.ContactCreate, given));
    const changes = { contactName: given.contactName, primaryPhoneNo: "0113 496 0000" };
    await story.step("update", filled(Company.ContactUpdate, changes));
    await story.step("create another", filled(Company.ContactCreate, { contactName: "Passing", printAs: "Passing" }));
    await story.step("delete it", filled(Company.ContactDelete, { contactName: "Passing" }));
  },

  async item(story) {
    const given = {
      itemId: "4000-s",
      itemName: "Rent [s]",
      itemType: "Non-Inventory (Sales only)",
      revenueGlAccountNo: "4000",
      taxable: true,
      active: true,
    };
    await story.step("create", filled(InventoryControl.ItemCreate, given));
    const changes = { itemId: "4000-s", itemName: "Rent income [s]", active: false };
    await story.step("update", filled(InventoryControl.ItemUpdate, changes));
    await story.step("create another", filled(InventoryControl.ItemCreate, { ...given, itemId: "4100-s" }));
    await story.step("delete it", filled(InventoryControl.ItemDelete, { itemId: "4100-s" }));
  },
};
