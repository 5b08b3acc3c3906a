/**
 * What can be completed at the end of a text: a slash command, its subcommand, or somebody's name. Pure.
 *
 * @typedef {{word: string, hint: string, description: string, text: string}} Suggestion `text` replaces the whole
 * @typedef {{items: Suggestion[], exact: boolean, preselect: boolean, note: string}} Suggestions
 */

const NOTHING = { items: [], exact: false, preselect: false, note: "" };

/**
 * @param {string} text up to the caret
 * @param {object[]} commands as the bootstrap lists them
 * @param {object[]} people
 * @returns {Suggestions} `exact` when the word is complete as it stands; `note` explains what may follow
 */
export function suggest(text, commands, people) {
  if (text.includes("\n")) return NOTHING;
  const command = commands.find((each) => text.toLowerCase().startsWith(`${each.command.toLowerCase()} `));
  if (command) return nameOr(text, people, subcommands(text, command));
  if (/^\/\S*$/.test(text)) return commandsFor(text, commands);
  return nameOr(text, people, NOTHING);
}

function commandsFor(text, commands) {
  const items = commands
    .filter((each) => each.command.toLowerCase().startsWith(text.toLowerCase()))
    .map((each) => ({
      word: each.command,
      hint: each.usage_hint ?? "",
      description: each.description ?? "",
      text: `${each.command} `,
    }));
  return { ...NOTHING, items, exact: items.some((each) => each.word === text), preselect: true };
}

function subcommands(text, command) {
  const rest = text.slice(command.command.length).trimStart().toLowerCase();
  const all = command.subcommands ?? [];
  const items = all
    .filter((each) => each.word.toLowerCase().startsWith(rest))
    .map((each) => ({
      word: each.word,
      hint: each.hint ?? "",
      description: each.description ?? "",
      text: `${command.command} ${each.word} `,
    }));
  const begun = all.find((each) => rest.startsWith(`${each.word.toLowerCase()} `));
  const note = begun
    ? [`${command.command} ${begun.word} ${begun.hint ?? ""}`.trim(), begun.description]
        .filter(Boolean)
        .join(": ")
    : "";
  return { items, exact: all.some((each) => each.word.toLowerCase() === rest), preselect: rest !== "", note };
}

function nameOr(text, people, otherwise) {
  const begun = /(?:^|\s)@([\w.-]*)$/.exec(text)?.[1]?.toLowerCase();
  if (begun === undefined) return otherwise;
  const items = people
    .filter((person) =>
      [person.name, ...(person.real_name ?? "").split(" ")].some((name) =>
        name?.toLowerCase().startsWith(begun),
      ),
    )
    .map((person) => ({
      word: `@${person.name}`,
      hint: person.real_name ?? "",
      description: person.title ?? "",
      text: `${text.slice(0, text.length - begun.length)}${person.name} `,
    }));
  const exact = people.some((person) => person.name?.toLowerCase() === begun);
  return { ...NOTHING, items: items.slice(0, 8), exact, preselect: true };
}
