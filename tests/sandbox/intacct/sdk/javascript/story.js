// What all stories have in hand: the SDK's client, and steps that are reported as they are taken.
"use strict";

const { ClientConfig, OnlineClient, RequestConfig } = require("@intacct/intacct-sdk");

// A second attempt would hide a first answer that the SDK did not understand.
function oneAttempt(settings) {
  return Object.assign(new RequestConfig(), { maxRetries: 0, maxTimeout: 10000 }, settings);
}

// A function (or a part of one) of the SDK with its properties filled in.
function filled(Kind, properties) {
  return Object.assign(new Kind(), properties);
}

function seen(result) {
  const { key, data, listType, count, totalCount, numRemaining, resultId, status, errors } = result;
  return { key, data, listType, count, totalCount, numRemaining, resultId, status, errors };
}

function refusal(error) {
  return { exception: error.constructor.name, message: error.message, errors: error.errors };
}

class Story {
  // The client takes address and credentials from the environment, as the SDK documents.
  constructor(print, client = new OnlineClient(new ClientConfig())) {
    this.print = print;
    this.client = client;
  }

  report(step, facts) {
    this.print({ step, ...facts });
  }

  // Runs one function and gives the SDK's result; whatever the SDK throws ends the story.
  async step(name, apiFunction) {
    const response = await this.client.execute(apiFunction, oneAttempt());
    const result = response.getResult();
    this.report(name, seen(result));
    return result;
  }

  // Runs one function that is to be refused, and reports what the SDK threw.
  async refused(name, work) {
    try {
      await work(oneAttempt());
    } catch (error) {
      this.report(name, { refusal: refusal(error) });
      return;
    }
    throw new Error(`${name}: nothing was refused`);
  }

  // Runs several functions in one request and reports each result by the name of its function.
  async batch(functions, settings) {
    const response = await this.client.executeBatch(functions, oneAttempt(settings));
    response.results.forEach((result, place) => this.report(`${place}`, seen(result)));
    return response.results;
  }
}

module.exports = { Story, filled, oneAttempt };
