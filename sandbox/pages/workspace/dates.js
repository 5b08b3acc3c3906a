/** Dates and times in the reader's own time zone. */

const LOCALE = "en-GB";
let zone;

/**
 * Sets the time zone everything is shown in.
 * @param {string|undefined} name IANA name of the acting person; the browser's own zone when unknown
 */
export function setZone(name) {
  zone = undefined;
  try {
    zone = name ? new Intl.DateTimeFormat(LOCALE, { timeZone: name }).resolvedOptions().timeZone : undefined;
  } catch {
    // A zone this browser does not know: its own is the next best.
  }
}

function show(date, options) {
  return new Intl.DateTimeFormat(LOCALE, { timeZone: zone, ...options }).format(date);
}

/**
 * @param {string} ts a message's stamp, seconds with a fraction
 * @returns {Date}
 */
export function dateOf(ts) {
  return new Date(Number.parseFloat(ts) * 1000);
}

/** @param {Date} date @returns {string} such as 14:05 */
export const time = (date) => show(date, { hour: "2-digit", minute: "2-digit" });

/** @param {Date} date @returns {string} such as Tuesday 4 March 2025, 14:05:09 */
export const full = (date) => `${long(date)}, ${show(date, { timeStyle: "medium" })}`;

const long = (date) =>
  show(date, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).replace(",", "");

/** @param {Date} date @returns {string} equal for two moments of one day of the reader */
export const dayKey = (date) => show(date, { year: "numeric", month: "2-digit", day: "2-digit" });

/**
 * @param {Date} date
 * @param {string} otherwise used when the date is neither today nor a neighbour of today
 * @returns {string} Today, Yesterday, Tomorrow or `otherwise`
 */
export function near(date, otherwise) {
  const day = 86_400_000;
  const names = new Map([
    [dayKey(new Date(Date.now() - day)), "Yesterday"],
    [dayKey(new Date(Date.now() + day)), "Tomorrow"],
  ]);
  names.set(dayKey(new Date()), "Today");
  return names.get(dayKey(date)) ?? otherwise;
}

/** @param {Date} date @returns {string} Today, Yesterday or Tuesday 4 March 2025 */
export const dayName = (date) => near(date, long(date));

function ago(date) {
  const units = [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
    ["second", 1],
  ];
  const seconds = (date.getTime() - Date.now()) / 1000;
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units[3];
  return new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

const short = (date) => show(date, { day: "numeric", month: "short", year: "numeric" });
const plain = (date) => show(date, { day: "numeric", month: "long", year: "numeric" });
const inSentence = (text) => text.replace(/^(Today|Yesterday|Tomorrow)$/, (word) => word.toLowerCase());

/** @param {Date} date @returns {string} the day within a sentence: today, yesterday or on 4 Mar 2025 */
export const lowerDay = (date) => inSentence(near(date, `on ${short(date)}`));

const TOKENS = {
  date_num: (date) =>
    show(date, { year: "numeric", month: "2-digit", day: "2-digit" }).split("/").reverse().join("-"),
  date: plain,
  date_short: short,
  date_long: long,
  date_pretty: (date) => inSentence(near(date, plain(date))),
  date_short_pretty: (date) => inSentence(near(date, short(date))),
  date_long_pretty: (date) => inSentence(near(date, long(date))),
  day_divider_pretty: (date) => inSentence(near(date, long(date))),
  time,
  time_secs: (date) => show(date, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
  ago,
};

/**
 * Fills a date format such as `{date_short_pretty} at {time}`.
 * @param {number} seconds since 1970, UTC
 * @param {string} format
 * @param {string} fallback shown when the number is not a date
 * @returns {string}
 */
export function formatted(seconds, format, fallback) {
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return fallback;
  return format.replace(/\{(\w+)\}/g, (whole, token) =>
    Object.hasOwn(TOKENS, token) ? TOKENS[token](date) : whole,
  );
}
