/** Dialogs that the app opens: the topmost view of a stack, its inputs, its errors, sending and going back. */

import * as api from "./api.js";
import { drawBlocks } from "./blocks/index.js";
import { missing } from "./blocks/input.js";
import { element, fill, icon } from "./dom.js";
import { forgetForm, formFor } from "./form_state.js";
import { textObject } from "./mrkdwn_view.js";
import { state } from "./store.js";

let stack = [];

const top = () => stack.at(-1);
const formKey = (view) => `view ${view.id}`;
const dialog = () => document.getElementById("modal");

/** @param {object[]} views the person's open views, topmost last; none closes the dialog */
export function showStack(views) {
  const before = stack;
  stack = views ?? [];
  const open = new Set(stack.map((view) => view.id));
  for (const view of before) if (!open.has(view.id)) forgetForm(formKey(view));
  if (!top()) {
    dialog().close();
    fill(dialog());
    return;
  }
  const sameView = before.at(-1)?.id === top().id;
  drawTop(sameView, stack.length > before.length);
}

function drawTop(sameView, deeper) {
  const box = dialog();
  const { actionId, blockId } = document.activeElement?.dataset ?? {};
  const scrolled = sameView ? box.querySelector(".modal-body")?.scrollTop : 0;
  fill(box, viewForm(top()));
  box.dataset.move = sameView ? "none" : deeper ? "deeper" : "back";
  if (!box.open) box.showModal();
  box.querySelector(".modal-body").scrollTop = scrolled ?? 0;
  const controls = [...box.querySelectorAll("[data-action-id]")];
  const kept =
    sameView &&
    controls.find((each) => each.dataset.actionId === actionId && each.dataset.blockId === blockId);
  (
    kept ||
    box.querySelector(".modal-body :is(input, textarea, select, .multi-opener)") ||
    box.querySelector("h2")
  ).focus({ preventScroll: true });
}

function viewForm(view) {
  const surface = {
    kind: "modal",
    address: { view_id: view.id },
    form: formFor(formKey(view)),
    failed: showProblem,
  };
  const form = element(
    "form",
    { class: "modal-form", novalidate: true, dataset: { viewId: view.id, callbackId: view.callback_id } },
    head(view),
    element(
      "div",
      { class: "modal-body" },
      element("div", { class: "modal-problem system-note", role: "alert", hidden: true }),
      drawBlocks(view.blocks, surface),
    ),
    foot(view),
  );
  form.addEventListener("submit", (event) => (event.preventDefault(), send(view, form)));
  return form;
}

function head(view) {
  const back = element(
    "button",
    {
      class: "tool",
      type: "button",
      "aria-label": "Back",
      dataset: { testid: "modal-back" },
      on: { click: closeTop },
    },
    icon("back"),
  );
  const close = element(
    "button",
    {
      class: "tool",
      type: "button",
      "aria-label": "Close",
      dataset: { testid: "modal-close" },
      on: { click: closeTop },
    },
    icon("close"),
  );
  return element(
    "header",
    { class: "modal-head" },
    stack.length > 1 && back,
    element("h2", { id: "modal-title", tabindex: "-1" }, textObject(view.title)),
    close,
  );
}

function foot(view) {
  if (!view.submit && !view.close && !(view.blocks ?? []).some((block) => block.type === "input"))
    return null;
  return element(
    "footer",
    { class: "dialog-foot" },
    element("span", { class: "modal-app" }, state.app.name),
    element(
      "button",
      { class: "button", type: "button", dataset: { testid: "modal-cancel" }, on: { click: closeTop } },
      view.close ? textObject(view.close) : "Cancel",
    ),
    view.submit &&
      element(
        "button",
        { class: "button main", type: "submit", dataset: { testid: "modal-submit" } },
        textObject(view.submit),
      ),
  );
}

async function send(view, form) {
  const values = formFor(formKey(view)).values();
  const problems = missing(view, values);
  clearErrors(form);
  if (Object.keys(problems).length) return showErrors(form, problems);
  waiting(form, true);
  try {
    const answer = await api.submit(view.id, values);
    if (answer.errors) showErrors(form, answer.errors);
  } catch (problem) {
    showProblem(problem.message);
  } finally {
    waiting(form, false);
  }
  return undefined;
}

function waiting(form, on) {
  form.setAttribute("aria-busy", String(on));
  form.querySelector(".modal-body").inert = on;
  const button = form.querySelector("[type=submit]");
  if (button) button.disabled = on;
}

function clearErrors(form) {
  for (const line of form.querySelectorAll(".field-error, .modal-problem")) line.hidden = true;
  for (const control of form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
}

/** Shows each sentence under its input; what has no input of its own stands on top. */
function showErrors(form, errors) {
  const inputs = new Map(
    [...form.querySelectorAll(".block-input")].map((block) => [block.dataset.blockId, block]),
  );
  const elsewhere = [];
  for (const [blockId, text] of Object.entries(errors)) {
    if (!inputs.has(blockId)) elsewhere.push(text);
    else markWrong(inputs.get(blockId), text);
  }
  waiting(form, false);
  if (elsewhere.length) showProblem(elsewhere.join(" "));
  form.querySelector("[aria-invalid] input, [aria-invalid]")?.focus();
}

function markWrong(block, text) {
  const line = block.querySelector(".field-error");
  fill(line, icon("warning"), String(text));
  line.hidden = false;
  block.querySelector("[data-action-id]")?.setAttribute("aria-invalid", "true");
}

function showProblem(text) {
  const line = dialog().querySelector(".modal-problem");
  if (!line) return;
  fill(line, icon("warning"), element("span", {}, text));
  line.hidden = false;
  line.scrollIntoView({ block: "nearest" });
}

async function closeTop() {
  const view = top();
  if (!view) return;
  try {
    await api.close(view.id);
  } catch (problem) {
    showProblem(problem.message);
  }
}

/** Escape closes the top view only, and through the server, so that the app hears of it. */
export function listenForEscape() {
  dialog().addEventListener("cancel", (event) => {
    event.preventDefault();
    closeTop();
  });
}
