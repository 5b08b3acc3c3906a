/** The values of stateful elements: under which name Slack carries them, how they start, who is told. */

import { act } from "../actions.js";

/** By element type: the value's field, and the field of its initial value. */
const FIELDS = {
  plain_text_input: ["value", "initial_value"],
  number_input: ["value", "initial_value"],
  email_text_input: ["value", "initial_value"],
  url_text_input: ["value", "initial_value"],
  datepicker: ["selected_date", "initial_date"],
  timepicker: ["selected_time", "initial_time"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
  static_select: ["selected_option", "initial_option"],
  radio_buttons: ["selected_option", "initial_option"],
  checkboxes: ["selected_options", "initial_options"],
  users_select: ["selected_user", "initial_user"],
  channels_select: ["selected_channel", "initial_channel"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  multi_static_select: ["selected_options", "initial_options"],
  multi_users_select: ["selected_users", "initial_users"],
  multi_channels_select: ["selected_channels", "initial_channels"],
  multi_conversations_select: ["selected_conversations", "initial_conversations"],
};

const MANY = /^(multi_|checkboxes)/;

/** @param {string} type @returns {string} the field that carries the value, such as selected_option */
export const valueField = (type) => FIELDS[type][0];

/**
 * @param {object} source Block Kit element
 * @param {import("./plain.js").Place} place
 * @returns {*} what the element shows now: the person's own choice, else the app's initial one
 */
export function currentValue(source, { surface, blockId }) {
  const [name, initialName] = FIELDS[source.type];
  const initial = source[initialName] ?? (MANY.test(source.type) ? [] : null);
  const bare =
    source.type.endsWith("select") || /checkboxes|radio/.test(source.type) ? strip(initial) : initial;
  return surface.form.offer(blockId, source.action_id, { type: source.type, [name]: bare })[name];
}

/** Slack returns options with text and value only. */
function strip(initial) {
  if (Array.isArray(initial)) return initial.map(strip);
  return initial && typeof initial === "object" ? option(initial) : initial;
}

/** @param {object} source an option @returns {{text: object, value: string}} */
export const option = ({ text, value }) => ({ text, value });

/**
 * Keeps a new value, and tells the app where it wants to know at once.
 * @param {object} source
 * @param {import("./plain.js").Place} place `quiet` in an input block that does not ask for actions
 * @param {*} value
 * @param {HTMLElement} node
 * @param {boolean} [typing] while typing the app is not told yet
 * @returns {Promise<boolean>} false when the person declined to confirm
 */
export async function changed(source, place, value, node, typing = false) {
  const name = valueField(source.type);
  const before = currentValue(source, place);
  place.surface.form.set(place.blockId, source.action_id, { type: source.type, [name]: value });
  if (place.quiet || typing) return true;
  const sent = await act(place.surface, place.blockId, source, { [name]: value }, node);
  if (!sent) place.surface.form.set(place.blockId, source.action_id, { type: source.type, [name]: before });
  return sent;
}

/** @param {object} source @param {import("./plain.js").Place} place @returns {object} what every control carries */
export const hooks = (source, { blockId }) => ({ actionId: source.action_id, blockId });
