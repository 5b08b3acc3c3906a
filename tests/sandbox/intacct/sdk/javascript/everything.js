// Functions of the SDK with every property filled in that they know of.
"use strict";

const DAY = new Date(2026, 2, 2);

// A value that any property of that name can have.
function anyValue(name) {
  if (/date$/i.test(name)) {
    return DAY;
  }
  return /^restricted(Locations|Departments)$|Rules$/.test(name) ? ["E200"] : "1";
}

// What is asked for and was not given is made up, so that nothing the function can write is left out.
function everything(Kind, given) {
  const made = Object.assign(new Kind(), given);
  return new Proxy(made, {
    get(target, name) {
      const value = Reflect.get(target, name);
      const isProperty = typeof name === "string" && !(name in target);
      return isProperty ? anyValue(name) : value;
    },
  });
}

module.exports = { everything };
