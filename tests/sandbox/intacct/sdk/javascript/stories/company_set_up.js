// What documents refer to: accounts and dimension values, created, changed, deleted; the company itself.
"use strict";

const { Common, Company, GeneralLedger, Projects } = require("@intacct/intacct-sdk").Functions;
const { filled } = require("../story");

// Creates two, changes the first, deletes the second.
async function lives(story, [Create, Update, Delete], id, given, change) {
  await story.step("create", filled(Create, { ...given, [id]: "A" }));
  await story.step("update", filled(Update, { ...change, [id]: "A" }));
  await story.step("create another", filled(Create, { ...given, [id]: "B" }));
  await story.step("delete it", filled(Delete, { [id]: "B" }));
}

const departments = [Company.DepartmentCreate, Company.DepartmentUpdate, Company.DepartmentDelete];
const locations = [Company.LocationCreate, Company.LocationUpdate, Company.LocationDelete];
const classes = [Company.ClassCreate, Company.ClassUpdate, Company.ClassDelete];
const projects = [Projects.ProjectCreate, Projects.ProjectUpdate, Projects.ProjectDelete];
const accounts = [GeneralLedger.AccountCreate, GeneralLedger.AccountUpdate, GeneralLedger.AccountDelete];

module.exports = {
  async department(story) {
    await lives(story, departments, "departmentId", { departmentName: "Shops" }, { departmentName: "Retail" });
  },

  async location(story) {
    const given = { locationName: "Mill", parentLocationId: "E200", startDate: new Date(2026, 2, 2) };
    await lives(story, locations, "locationId", given, { locationName: "Mill House" });
  },

  async class(story) {
    await lives(story, classes, "classId", { className: "Blue", description: "Old" }, { active: false });
  },

  async project(story) {
    const given = { projectName: "Roof", projectCategory: "Contract", customerId: "C-17" };
    await lives(story, projects, "projectId", given, { description: "New roof" });
  },

  async account(story) {
    const given = {
      title: "Parking",
      accountType: "incomestatement",
      normalBalance: "credit",
      closingType: "non-closing account",
      requireLocation: true,
    };
    await lives(story, accounts, "accountNo", given, { title: "Parking income" });
  },

  async "company information"(story) {
    await story.step("company", filled(Common.GetList.GetList, { object: "company_info" }));
  },
};
