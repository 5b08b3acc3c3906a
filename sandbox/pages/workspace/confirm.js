/** The question before a step that the app wants confirmed. */

import { element, uniqueId } from "./dom.js";
import { textObject } from "./mrkdwn_view.js";

/**
 * Asks and waits for the answer.
 * @param {object} question Block Kit confirmation: title, text, confirm, deny, style
 * @returns {Promise<boolean>} true when confirmed
 */
export function confirmed(question) {
  const title = uniqueId("confirm-title");
  const kind = question.style === "danger" ? "danger-solid" : "main";
  const dialog = element(
    "dialog",
    { class: "confirm", "aria-labelledby": title, role: "alertdialog", dataset: { testid: "confirm" } },
    element(
      "form",
      { method: "dialog" },
      element("h2", { id: title }, textObject(question.title)),
      element("div", { class: "confirm-text" }, textObject(question.text)),
      element(
        "div",
        { class: "dialog-foot" },
        answer("no", "", question.deny, "Cancel", "confirm-no"),
        answer("yes", kind, question.confirm, "Confirm", "confirm-yes"),
      ),
    ),
  );
  return shown(dialog);
}

function answer(value, kind, label, otherwise, testid) {
  return element(
    "button",
    { class: `button ${kind}`, value, dataset: { testid } },
    label ? textObject(label) : otherwise,
  );
}

function shown(dialog) {
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.appendChild(dialog);
    dialog.showModal();
  });
}
