// Records with every field that the SDK can write.
"use strict";

const { AccountsPayable, AccountsReceivable, Company, GeneralLedger, InventoryControl } =
  require("@intacct/intacct-sdk").Functions;
const { OrderEntry, Projects, Purchasing } = require("@intacct/intacct-sdk").Functions;
const { everything } = require("../everything");

const display = "Quay Foods Ltd(CC-17)";
const contacts = {
  primaryContactName: display,
  billToContactName: display,
  shipToContactName: display,
  payToContactName: display,
  returnToContactName: display,
};
const party = { ...contacts, active: true, onHold: false, creditLimit: 100, taxable: true };
const item = { itemType: "Non-Inventory", revenueGlAccountNo: "4000", expenseGlAccountNo: "4100", taxable: true };
const noParent = { parentClassId: undefined, parentProjectId: undefined };
const noDimensionRequired = {
  requireDepartment: false,
  requireLocation: false,
  requireProject: false,
  requireClass: false,
};
const dimensions = {
  locationId: "E200",
  departmentId: "RES",
  classId: "BLUE",
  projectId: "ROOF",
  customerId: "C-17",
  vendorId: "V-5",
  itemId: "4000",
};
const line = { ...dimensions, glAccountNumber: "4000", offsetGlAccountNumber: "4100", accountLabel: undefined };
const document = {
  ...contacts,
  customerId: "C-17",
  vendorId: "V-5",
  action: "Submit",
  baseCurrency: "GBP",
  transactionCurrency: "GBP",
};
const order = { ...document, createdFrom: undefined, projectId: "ROOF", state: "Pending" };

function withLines(Kind, Line, given, givenOnLines) {
  return everything(Kind, { ...given, lines: [everything(Line, givenOnLines)] });
}

function receipt() {
  const money = {
    bankAccountId: "BARCLAYS",
    undepositedFundsGlAccountNo: null,
    summaryRecordNo: null,
    paymentMethod: "EFT",
    overpaymentLocationId: "E200",
    overpaymentDepartmentId: "RES",
    transactionPaymentAmount: 40,
  };
  return everything(AccountsReceivable.ArPaymentCreate, { ...document, ...money, applyToTransactions: [] });
}

function sale() {
  const definition = { transactionDefinition: "Sales Invoice", subtotals: [], itemDetails: [] };
  const lines = { ...dimensions, taxable: true, itemDetails: [] };
  return withLines(
    OrderEntry.OrderEntryTransactionCreate,
    OrderEntry.OrderEntryTransactionLineCreate,
    { ...order, ...definition },
    lines,
  );
}

function purchase() {
  const definition = { transactionDefinition: "Vendor Invoice", subtotals: [] };
  const lines = { ...dimensions, taxable: true, itemDetails: [] };
  return withLines(
    Purchasing.PurchasingTransactionCreate,
    Purchasing.PurchasingTransactionLineCreate,
    { ...order, ...definition },
    lines,
  );
}

const { InvoiceCreate, InvoiceLineCreate, ArAdjustmentCreate, ArAdjustmentLineCreate } = AccountsReceivable;
const { BillCreate, BillLineCreate, ApAdjustmentCreate, ApAdjustmentLineCreate } = AccountsPayable;

const records = {
  customer: () => everything(AccountsReceivable.CustomerCreate, { parentCustomerId: "C-17", ...party }),
  vendor: () => everything(AccountsPayable.VendorCreate, { parentVendorId: "V-5", ...party }),
  contact: () => everything(Company.ContactCreate, { taxable: true, active: true }),
  item: () => everything(InventoryControl.ItemCreate, { ...item, active: true }),
  department: () => everything(Company.DepartmentCreate, { parentDepartmentId: "RES", active: true }),
  location: () => everything(Company.LocationCreate, { parentLocationId: "E200", active: true }),
  class: () => everything(Company.ClassCreate, { ...noParent, active: true }),
  project: () => everything(Projects.ProjectCreate, { ...noParent, customerId: "C-17", active: true }),
  account: () => everything(GeneralLedger.AccountCreate, { ...noDimensionRequired, taxable: false, active: true }),
  invoice: () => withLines(InvoiceCreate, InvoiceLineCreate, document, line),
  adjustment: () => withLines(ArAdjustmentCreate, ArAdjustmentLineCreate, document, line),
  receipt,
  bill: () => withLines(BillCreate, BillLineCreate, document, line),
  "bill adjustment": () => withLines(ApAdjustmentCreate, ApAdjustmentLineCreate, document, line),
  sale,
  purchase,
};

module.exports = Object.fromEntries(
  Object.entries(records).map(([name, made]) => [
    `${name} with every field`,
    (story) => story.step("create", made()),
  ]),
);
