/** What people have typed and chosen in a message, a view or the App Home; kept while it is drawn anew. */

const forms = new Map();

/** The values of one surface, by block and action, in the shape of Slack's `state.values`. */
export class FormState {
  constructor() {
    this.entries = new Map();
    this.seen = null;
  }

  /**
   * Offers an element's initial value. A value the person gave stays as long as block and action keep their ids.
   * @param {string} blockId
   * @param {string} actionId
   * @param {object} initial with `type` and the value's own field
   * @returns {object} the value to show
   */
  offer(blockId, actionId, initial) {
    const key = JSON.stringify([blockId, actionId]);
    this.seen?.add(key);
    const known = this.entries.get(key);
    if (known?.touched && known.value.type === initial.type) return known.value;
    this.entries.set(key, { blockId, actionId, value: initial, touched: false });
    return initial;
  }

  /** Keeps what a person gave. */
  set(blockId, actionId, value) {
    this.entries.set(JSON.stringify([blockId, actionId]), { blockId, actionId, value, touched: true });
  }

  /**
   * Draws, then forgets the values of elements that are no longer there.
   * @template Result
   * @param {function(): Result} draw
   * @returns {Result}
   */
  while(draw) {
    this.seen = new Set();
    const result = draw();
    for (const key of [...this.entries.keys()]) if (!this.seen.has(key)) this.entries.delete(key);
    this.seen = null;
    return result;
  }

  /** @returns {Object<string, Object<string, object>>} as Slack's `state.values` */
  values() {
    const values = {};
    for (const { blockId, actionId, value } of this.entries.values()) {
      values[blockId] = { ...values[blockId], [actionId]: value };
    }
    return values;
  }
}

/** @param {string} key of the surface @returns {FormState} the same one for the same key */
export function formFor(key) {
  if (!forms.has(key)) forms.set(key, new FormState());
  return forms.get(key);
}

/** @param {string} key @returns {void} */
export const forgetForm = (key) => void forms.delete(key);

/** Forgets all, when another person takes over. */
export const forgetForms = () => forms.clear();
