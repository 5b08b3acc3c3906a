// Reading: query, readByQuery with readMore, read, readByName, lookup and inspect.
"use strict";

const { Common } = require("@intacct/intacct-sdk").Functions;
const { QueryFilter, QueryOrderBy, QuerySelect, Query } = Common.NewQuery;
const { filled } = require("../story");

const { Filter } = QueryFilter;

const select = () => new QuerySelect.SelectBuilder();

const invoices = (...fields) =>
  new Query().assignFromObject("ARINVOICE").assignSelectFields(select().addFields(fields).selects);

module.exports = {
  async query(story) {
    const rows = () => invoices("RECORDNO", "RECORDID", "STATE", "CUSTOMER.NAME", "TRX_TOTALENTERED", "WHENDUE");
    const open = new QueryFilter.AndOperator([
      new Filter("STATE").in(["Posted", "Draft"]),
      new QueryFilter.OrOperator([
        new Filter("TRX_TOTALENTERED").greaterThanOrEqualTo("200"),
        new Filter("RECORDID").like("RL-1%"),
      ]),
    ]);
    const order = () => new QueryOrderBy.OrderBuilder().addDescending("TRX_TOTALENTERED").orders;
    const page = (offset) => rows().assignFilter(open).assignOrderBy(order()).assignPageSize(2).assignOffset(offset);
    await story.step("first page", page(0));
    await story.step("second page", page(2));
    const anyCase = new Filter("CUSTOMER.NAME").equalTo("quay foods ltd");
    await story.step("in any case", rows().assignFilter(anyCase).assignCaseInsensitive(true));
    await story.step("nothing found", rows().assignFilter(new Filter("RECORDID").equalTo("none")));
    await story.step("nulls", rows().assignFilter(new Filter("WHENPAID").isNull()).assignShowPrivate(true));
  },

  async aggregates(story) {
    const counted = select().addField("STATE").addCount("RECORDNO").addSum("TRX_TOTALENTERED").selects;
    await story.step("by state", new Query().assignFromObject("ARINVOICE").assignSelectFields(counted));
  },

  async readByQuery(story) {
    const pages = { objectName: "ARINVOICE", pageSize: 2, fields: ["RECORDNO", "WHENCREATED"] };
    let page = await story.step("1", filled(Common.ReadByQuery, pages));
    for (let number = 2; page.numRemaining > 0; number += 1) {
      page = await story.step(`${number}`, filled(Common.ReadMore, { resultId: page.resultId }));
    }
    const conditions = new Common.Query.Logical.AndCondition();
    conditions.conditions = [
      filled(Common.Query.Comparison.EqualTo.EqualToString, { field: "CUSTOMERID", value: "C-17" }),
      filled(Common.Query.Comparison.GreaterThan.GreaterThanNumber, { field: "TOTALENTERED", value: 150 }),
    ];
    await story.step("with conditions", filled(Common.ReadByQuery, { ...pages, query: conditions }));
  },

  async read(story) {
    const found = await story.step("find", invoices("RECORDNO"));
    const key = found.data[0].RECORDNO;
    await story.step("read", filled(Common.Read, { objectName: "ARINVOICE", keys: [key] }));
    const two = { keys: [key, "999999"], fields: ["RECORDID", "WHENCREATED"] };
    await story.step("read fields", filled(Common.Read, { objectName: "ARINVOICE", ...two }));
    await story.step("read none", filled(Common.Read, { objectName: "ARINVOICE", keys: ["999999"] }));
  },

  async readByName(story) {
    const names = { names: ["C-17"], fields: ["NAME", "STATUS"] };
    await story.step("customer", filled(Common.ReadByName, { objectName: "CUSTOMER", ...names }));
    await story.step("account", filled(Common.ReadByName, { objectName: "GLACCOUNT", names: ["4000"] }));
  },

  async descriptions(story) {
    await story.step("lookup", filled(Common.Lookup, { objectName: "ARINVOICE" }));
    await story.step("inspect", filled(Common.Inspect, { objectName: "CUSTOMER" }));
    await story.step("inspect all", new Common.Inspect());
  },
};
