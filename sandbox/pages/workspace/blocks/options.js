/** What one can choose from in a select: its own options, or the people and channels of the workspace. */

import { actingPeople, channelName, personName } from "../people.js";
import { state } from "../store.js";
import { option } from "./value.js";

/** @typedef {{label: string, key: string, value: *}} Choice `value` is what Slack carries */

/**
 * @param {object} source a select, single or multi
 * @returns {{label: string|null, choices: Choice[]}[]} groups; one without a label when there are none
 */
export function groupsOf(source) {
  if (/users/.test(source.type))
    return [
      { label: null, choices: actingPeople().map((person) => named(person.id, personName(person.id))) },
    ];
  if (/channels|conversations/.test(source.type)) return [{ label: null, choices: channels() }];
  if (source.option_groups) {
    return source.option_groups.map((group) => ({
      label: group.label?.text ?? "",
      choices: (group.options ?? []).map(chosen),
    }));
  }
  return [{ label: null, choices: (source.options ?? []).map(chosen) }];
}

const named = (id, label) => ({ key: id, value: id, label });

const chosen = (source) => ({
  key: String(source.value),
  value: option(source),
  label: String(source.text?.text ?? ""),
  description: source.description?.text,
});

const channels = () =>
  [...state.channels.values()]
    .filter((channel) => !channel.is_dm)
    .map((channel) => named(channel.id, `#${channelName(channel.id)}`));

/** @param {*} value an option or an id @returns {string} */
export const keyOf = (value) => String(value && typeof value === "object" ? value.value : (value ?? ""));
