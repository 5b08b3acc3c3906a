// Several functions in one request: independent, all or none, and protected against repeats.
"use strict";

const { AccountsReceivable } = require("@intacct/intacct-sdk").Functions;
const { filled, oneAttempt } = require("../story");

const customer = (customerId) =>
  filled(AccountsReceivable.CustomerCreate, { customerId, customerName: customerId, printAs: customerId });

// The middle one fails: the company has a customer C-17 already.
const three = () => [customer("C-21"), customer("C-17"), customer("C-22")];

module.exports = {
  async "independent batch"(story) {
    await story.batch(three());
  },

  async "batch rolled back"(story) {
    const all = { transaction: true };
    await story.refused("all or none", (once) => story.client.executeBatch(three(), Object.assign(once, all)));
  },

  async "batch carried through"(story) {
    await story.batch([customer("C-21"), customer("C-22")], { transaction: true });
  },

  async "answer of the rate limit"(story) {
    await story.refused("too many", (once) => story.client.execute(customer("C-21"), once));
  },

  async "repeated request"(story) {
    const unique = () => oneAttempt({ uniqueId: true });
    const apiFunction = Object.assign(customer("C-21"), { controlId: "create-C-21" });
    await story.client.execute(apiFunction, unique());
    await story.refused("again", () => story.client.execute(apiFunction, unique()));
  },
};
