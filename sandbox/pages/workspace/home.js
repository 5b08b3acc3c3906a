/** The app's Home tab: what the app has published for the acting person. */

import * as api from "./api.js";
import { drawBlocks } from "./blocks/index.js";
import { avatar, personName } from "./people.js";
import { placeHeader } from "./channel.js";
import { element, fill } from "./dom.js";
import { formFor } from "./form_state.js";
import { state } from "./store.js";

let shown = null;

/** @param {HTMLElement} main draws the tab and asks the server for it, which tells the app */
export async function openHomeTab(main) {
  const body = element(
    "div",
    { class: "home", dataset: { testid: "home" }, "aria-busy": "true" },
    placeholder(),
  );
  shown = { body, personId: state.personId, view: null };
  const side = element("span", { class: "members" }, `as ${personName(state.personId)}`);
  fill(
    main,
    placeHeader(avatar(state.app.user_id, "small"), state.app.name, "Home", side),
    element("div", { class: "home-scroll", tabindex: "0" }, body),
  );
  try {
    updateHome((await api.home()) ?? shown.view, body);
  } catch (problem) {
    notice(body, problem.message);
  }
}

/**
 * @param {object|null} view newly published
 * @param {HTMLElement} [asked] the drawing that asked for it
 */
export function updateHome(view, asked) {
  if (!shown || shown.personId !== state.personId || (asked && asked !== shown.body)) return;
  const { body } = shown;
  shown.view = view;
  body.removeAttribute("aria-busy");
  if (!view) return fill(body, empty());
  const surface = {
    kind: "home",
    address: { view_id: view.id },
    form: formFor(`home ${state.personId}`),
    failed: (text) => notice(body, text),
  };
  return fill(body, drawBlocks(view.blocks, surface));
}

function notice(body, text) {
  body.querySelector(".system-note")?.remove();
  body.prepend(
    element("p", { class: "system-note", role: "alert", dataset: { testid: "system-note" } }, text),
  );
}

const placeholder = () =>
  element(
    "div",
    { class: "waiting", "aria-label": "Loading" },
    [1, 2, 3, 4].map(() => element("div", { class: "waiting-line" })),
  );

function empty() {
  return element(
    "div",
    { class: "beginning" },
    element("h2", {}, `${state.app.name} has nothing here yet`),
    element("p", {}, "The Home tab fills when the app has published it. Is the app running?"),
  );
}
