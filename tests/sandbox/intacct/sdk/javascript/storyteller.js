// Reads the name of a story from each line of standard input, lets the SDK live through it, and
// prints one line of JSON for each step and one more when the story is over.
"use strict";

const readline = require("node:readline");
const { Story } = require("./story");

const stories = {
  ...require("./stories/signing_in"),
  ...require("./stories/reading"),
  ...require("./stories/master_records"),
  ...require("./stories/company_set_up"),
  ...require("./stories/every_field"),
  ...require("./stories/receivables"),
  ...require("./stories/receipts"),
  ...require("./stories/payables"),
  ...require("./stories/orders"),
  ...require("./stories/batches"),
};

const print = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

async function tell(name) {
  try {
    await stories[name](new Story(print));
    print({ over: true });
  } catch (error) {
    print({ over: true, brokenOff: error.stack });
  }
}

async function main() {
  for await (const name of readline.createInterface({ input: process.stdin })) {
    await tell(name);
  }
}

main();
