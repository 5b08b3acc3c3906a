/** Names of the common emoji, as apps write them between colons. */

import { element } from "./dom.js";

const TABLE = `
+1 👍|-1 👎|alarm_clock ⏰|anchor ⚓|arrow_down ⬇️|arrow_forward ▶️|arrow_left ⬅️|arrow_right ➡️|arrow_up ⬆️
arrows_counterclockwise 🔄|ballot_box_with_check ☑️|bank 🏦|bar_chart 📊|beginner 🔰|bell 🔔|bellhop_bell 🛎️
black_circle ⚫|large_blue_circle 🔵|blue_book 📘|book 📖|bookmark 🔖|books 📚|boom 💥|briefcase 💼|broom 🧹
bug 🐛|building_construction 🏗️|bulb 💡|calendar 📅|card_index_dividers 🗂️|chart_with_downwards_trend 📉
chart_with_upwards_trend 📈|checkered_flag 🏁|city_sunrise 🌇|clap 👏|clipboard 📋|clock1 🕐|clock9 🕘|closed_book 📕
closed_lock_with_key 🔐|coffee ☕|coin 🪙|construction 🚧|credit_card 💳|crossed_fingers 🤞|date 📅|department_store 🏬
dollar 💵|door 🚪|double_vertical_bar ⏸️|earth_africa 🌍|electric_plug 🔌|email 📧|envelope ✉️|euro 💶|exclamation ❗
eyes 👀|file_cabinet 🗄️|file_folder 📁|fire 🔥|flag-gb 🇬🇧|gear ⚙️|green_book 📗|green_heart 💚|grey_question ❔
hammer_and_wrench 🛠️|handshake 🤝|heart ❤️|heavy_check_mark ✔️|heavy_minus_sign ➖|heavy_multiplication_x ✖️
heavy_plus_sign ➕|hourglass ⌛|hourglass_flowing_sand ⏳|house 🏠|house_with_garden 🏡|inbox_tray 📥|information_source ℹ️
key 🔑|label 🏷️|large_green_circle 🟢|large_orange_circle 🟠|large_yellow_circle 🟡|ledger 📒|link 🔗|lock 🔒|loudspeaker 📢
mag 🔍|mailbox 📫|mega 📣|memo 📝|mute 🔇|money_with_wings 💸|moneybag 💰|new 🆕|no_bell 🔕|no_entry ⛔|no_entry_sign 🚫
notebook 📓|office 🏢|ok 🆗|ok_hand 👌|orange_book 📙|outbox_tray 📤|package 📦|page_facing_up 📄|paperclip 📎
party_popper 🎉|pause_button ⏸️|pencil 📝|pencil2 ✏️|point_right 👉|pound 💷|pray 🙏|pushpin 📌|question ❓|raised_hand ✋|raising_hand 🙋|receipt 🧾
recycle ♻️|red_circle 🔴|repeat 🔁|robot_face 🤖|rocket 🚀|rotating_light 🚨|sailboat ⛵|scales ⚖️|scroll 📜|see_no_evil 🙈
shield 🛡️|ship 🚢|smile 😄|slightly_smiling_face 🙂|snail 🐌|snooze 💤|sos 🆘|sparkles ✨|speech_balloon 💬|star ⭐
stop_sign 🛑|octagonal_sign 🛑|stopwatch ⏱️|sunny ☀️|tada 🎉|telephone_receiver 📞|thinking_face 🤔|thumbsup 👍|thumbsdown 👎
thread 🧵|ticket 🎫|tools 🛠️|traffic_light 🚦|triangular_flag_on_post 🚩|twisted_rightwards_arrows 🔀|unlock 🔓|warning ⚠️
wastebasket 🗑️|watch ⌚|wave 👋|white_check_mark ✅|white_circle ⚪|wrench 🔧|writing_hand ✍️|x ❌|yen 💴|zap ⚡|zzz 💤
leftwards_arrow_with_hook ↩️|arrow_right_hook ↪️|left_right_arrow ↔️|end 🔚|soon 🔜|back 🔙|spiral_calendar_pad 🗓️|100 💯
`;

const EMOJI = new Map(
  TABLE.trim()
    .split(/[|\n]/)
    .map((entry) => entry.split(" ")),
);

/**
 * @param {string} name without colons
 * @returns {string|undefined} the character, undefined when the name is not in the table
 */
export const emojiFor = (name) => EMOJI.get(name);

/**
 * @param {string} name without colons
 * @param {string} [unicode] code points in hex joined by dashes, as rich text carries them
 * @returns {Node} the emoji, or its name between colons as text
 */
export function emoji(name, unicode) {
  const character = EMOJI.get(name) ?? fromCodePoints(unicode);
  if (!character) return document.createTextNode(`:${name}:`);
  return element(
    "span",
    { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` },
    character,
  );
}

function fromCodePoints(unicode) {
  if (typeof unicode !== "string" || !/^[0-9a-f]{2,5}(-[0-9a-f]{2,5})*$/i.test(unicode)) return undefined;
  return String.fromCodePoint(...unicode.split("-").map((point) => Number.parseInt(point, 16)));
}
