// Sessions: opened at the top level, used, moved into an entity, and refused.
"use strict";

const { ClientConfig, Functions, OnlineClient, SessionProvider } = require("@intacct/intacct-sdk");
const { Story, filled } = require("../story");

const allCustomers = () =>
  filled(Functions.Common.ReadByQuery, { objectName: "CUSTOMER", fields: ["CUSTOMERID", "MEGAENTITYID"] });

const customer = (customerId) =>
  filled(Functions.AccountsReceivable.CustomerCreate, { customerId, customerName: customerId, printAs: customerId });

function told(config) {
  const { sessionId, endpointUrl, entityId, companyId, userId, sessionTimestamp, sessionTimeout } = config;
  return { config: { sessionId, endpointUrl, entityId, companyId, userId, sessionTimestamp, sessionTimeout } };
}

module.exports = {
  async session(story) {
    const config = await SessionProvider.factory(new ClientConfig());
    story.report("open", told(config));
    const inSession = new Story(story.print, new OnlineClient(config));
    await inSession.step("read in the session", allCustomers());
  },

  async "session in an entity"(story) {
    const config = await SessionProvider.factory(filled(ClientConfig, { entityId: "E200" }));
    story.report("open", told(config));
    const inEntity = new Story(story.print, new OnlineClient(config));
    await inEntity.step("create inside", customer("C-200"));
    await inEntity.step("read inside", allCustomers());
    await story.step("read from the top", allCustomers());
  },

  async "session moved into an entity"(story) {
    const atTop = await SessionProvider.factory(new ClientConfig());
    const moved = await SessionProvider.factory(Object.assign(atTop, { entityId: "E200" }));
    story.report("move", told(moved));
  },

  async "wrong password"(story) {
    const config = filled(ClientConfig, { userPassword: "not-the-password" });
    await story.refused("sign in", () => SessionProvider.factory(config));
  },

  async "wrong sender"(story) {
    const config = filled(ClientConfig, { senderPassword: "not-the-password" });
    await story.refused("sign in", () => SessionProvider.factory(config));
  },

  async "session that ended"(story) {
    const client = new OnlineClient(filled(ClientConfig, { sessionId: "long-gone" }));
    await story.refused("read", (once) => client.execute(allCustomers(), once));
  },
};
