// What the page asks the stand-in world.

/** The ledger said no; `message` is its own sentence, `field` the field it means, if any. */
export class Refusal extends Error {
  constructor(message, field = null) {
    super(message);
    this.field = field;
  }
}

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refusal("The stand-in world does not answer. Is it still running?");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refusal(answer.message ?? `The request failed (${response.status}).`, answer.field);
  }
  return answer;
}

function tell(path, body) {
  return ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

const part = encodeURIComponent;

/** The clock, both companies, and the counts of every kind. */
export const overview = () => ask("/ledgers/overview");

/** A page of records; `query` holds page, size, find, state, sort and order. */
export const records = (side, kind, query) =>
  ask(`/ledgers/${side}/${kind}?${new URLSearchParams(query)}`);

/** One record with its lines, actions and history. */
export const record = (side, kind, key) => ask(`/ledgers/${side}/${kind}/${part(key)}`);

/** The form for a new record, or for an action on an existing one. */
export const form = (side, kind, key, action) =>
  ask(key ? `/ledgers/${side}/${kind}/${part(key)}/${action}` : `/ledgers/${side}/new/${kind}`);

/** Creates a record. */
export const create = (side, kind, values) => tell(`/ledgers/${side}/${kind}`, values);

/** Does something to a record. */
export const act = (side, kind, key, action, values) =>
  tell(`/ledgers/${side}/${kind}/${part(key)}/${action}`, values);

/** Moves the ledgers' clock to `now`, or by `advance_seconds`. */
export const moveClock = (change) => tell("/control/clock", change);
