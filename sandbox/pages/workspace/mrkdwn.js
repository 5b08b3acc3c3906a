/**
 * Reads Slack's text markup ("mrkdwn") into a small tree. Pure: no elements here, see mrkdwn_view.js.
 *
 * Where Slack documents no rule (which neighbours a `*` needs to count as markup) we follow what its
 * clients are seen to do: a mark opens after a non-word character and closes before one. That is a guess.
 *
 * @typedef {{kind: string, text?: string, label?: string, id?: string, children?: Piece[]}} Piece
 */

const MARKS = { "*": "bold", _: "italic", "~": "strike" };
const DEEPEST = 8;
const ADDRESS = /https?:\/\/[^\s<>]+/y;
const EMOJI = /:([a-z0-9_+'-]{1,60}):(?::skin-tone-[2-6]:)?/y;

/**
 * @param {string} text as the app sent it
 * @returns {Piece[]} pieces of kind text, bold, italic, strike, code, pre, quote, link, person, channel,
 *   group, broadcast, date, emoji
 */
export function parse(text) {
  return String(text ?? "")
    .split(/```([\s\S]*?)```/)
    .flatMap((part, index) => {
      if (index % 2)
        return part ? [{ kind: "pre", text: unescape(part.replace(/^\n|\n$/g, "")) }] : [plain("``````")];
      return lines(part, index > 0);
    });
}

const plain = (text) => ({ kind: "text", text });

/** Slack escapes exactly these three in text. */
const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

function lines(text, afterFence) {
  const found = [];
  const body = afterFence ? text.replace(/^\n/, "") : text;
  for (const part of body.split(/((?:^(?:&gt;|>)[^\n]*(?:\n|$))+)/m)) {
    if (/^(?:&gt;|>)/.test(part)) {
      const inner = part.replace(/^(?:&gt;|>) ?/gm, "").replace(/\n$/, "");
      found.push({ kind: "quote", children: inline(inner, 0) });
    } else if (part) {
      found.push(...inline(part, 0));
    }
  }
  return found;
}

function inline(text, depth) {
  const found = [];
  let start = 0;
  let at = 0;
  while (at < text.length) {
    const [piece, end] = depth < DEEPEST ? pieceAt(text, at, depth) : [];
    if (!piece) {
      at += 1;
      continue;
    }
    if (at > start) found.push(plain(unescape(text.slice(start, at))));
    found.push(piece);
    at = start = end;
  }
  if (text.length > start) found.push(plain(unescape(text.slice(start))));
  return found;
}

function pieceAt(text, at, depth) {
  const character = text[at];
  if (character === "<") return bracket(text, at);
  if (character === "`") return code(text, at);
  if (character === ":") return named(text, at);
  if (character === "h") return address(text, at);
  return Object.hasOwn(MARKS, character) ? marked(text, at, depth) : [];
}

const isWord = (character) => character !== undefined && /[\p{L}\p{N}]/u.test(character);

function code(text, at) {
  const end = text.indexOf("`", at + 1);
  if (end <= at + 1 || text.slice(at, end).includes("\n")) return [];
  return [{ kind: "code", text: unescape(text.slice(at + 1, end)) }, end + 1];
}

function named(text, at) {
  EMOJI.lastIndex = at;
  const match = EMOJI.exec(text);
  return match && !isWord(text[at - 1]) ? [{ kind: "emoji", text: match[1] }, EMOJI.lastIndex] : [];
}

function address(text, at) {
  ADDRESS.lastIndex = at;
  const match = isWord(text[at - 1]) ? null : ADDRESS.exec(text);
  if (!match) return [];
  const found = match[0].replace(/[.,;:!?)\]'"*_~`]+$/, "");
  return [{ kind: "link", text: unescape(found) }, at + found.length];
}

function marked(text, at, depth) {
  if (isWord(text[at - 1]) || /\s|^$/.test(text[at + 1] ?? "")) return [];
  const end = closing(text, at);
  if (end < 0) return [];
  return [{ kind: MARKS[text[at]], children: inline(text.slice(at + 1, end), depth + 1) }, end + 1];
}

/** Where a mark ends on its line, stepping over `<...>` and code; -1 when it does not. */
function closing(text, at) {
  const mark = text[at];
  for (let index = at + 1; index < text.length && text[index] !== "\n"; index += 1) {
    if (text[index] === mark) {
      if (index > at + 1 && !/\s/.test(text[index - 1]) && !isWord(text[index + 1])) return index;
    } else if (text[index] === "<" || text[index] === "`") {
      const [, end] = text[index] === "<" ? bracket(text, index) : code(text, index);
      if (end) index = end - 1;
    }
  }
  return -1;
}

function bracket(text, at) {
  const match = /^<([^<>\n]+)>/.exec(text.slice(at, at + 3100));
  if (!match) return [];
  const [target, ...rest] = match[1].split("|");
  if (!/^([@#!]|\/|[a-z][a-z0-9+.-]*:)/i.test(target))
    return [plain(unescape(match[0])), at + match[0].length];
  const label = rest.length ? unescape(rest.join("|")) : undefined;
  return [meaning(unescape(target), label), at + match[0].length];
}

function meaning(target, label) {
  const rest = target.slice(1);
  if (/^@[A-Z0-9]+$/.test(target)) return { kind: "person", id: rest, label };
  if (/^#[A-Z0-9]+$/.test(target)) return { kind: "channel", id: rest, label };
  if (target.startsWith("!")) return command(rest, label);
  return { kind: "link", text: target, label };
}

function command(word, label) {
  if (word.startsWith("date^")) {
    const [, seconds, format, ...url] = word.split("^");
    return {
      kind: "date",
      id: seconds,
      text: format ?? "",
      label: label ?? "",
      url: url.join("^") || undefined,
    };
  }
  if (word.startsWith("subteam^")) return { kind: "group", text: label ?? word.slice(8) };
  return { kind: "broadcast", text: label ?? word };
}
