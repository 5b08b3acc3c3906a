/** Sends what people click and choose to the app: asks first where the app wants that, and never twice. */

import * as api from "./api.js";
import { confirmed } from "./confirm.js";

/**
 * Where blocks stand. `address` names it to the server; `failed` shows a problem to the person.
 * @typedef {{kind: "message"|"modal"|"home", address: object, form: import("./form_state.js").FormState,
 *   failed: function(string): void}} Surface
 */

const underWay = new Set();

const keyOf = (surface, blockId, actionId) => JSON.stringify([surface.address, blockId, actionId]);

/** @param {Surface} surface @param {string} blockId @param {string} actionId @returns {boolean} */
export const isUnderWay = (surface, blockId, actionId) => underWay.has(keyOf(surface, blockId, actionId));

/**
 * Sends one action.
 * @param {Surface} surface
 * @param {string} blockId
 * @param {object} source the Block Kit element
 * @param {object} value what was chosen, in the element's own field
 * @param {HTMLElement} control busy until the app has answered
 * @returns {Promise<boolean>} false when the person thought better of it, or it is under way already
 */
export async function act(surface, blockId, source, value, control) {
  const key = keyOf(surface, blockId, source.action_id);
  if (underWay.has(key)) return false;
  if (source.confirm && !(await confirmed(source.confirm))) return false;
  underWay.add(key);
  busy(control, true);
  try {
    const state = surface.form.values();
    await api.action({
      ...surface.address,
      block_id: blockId,
      action_id: source.action_id,
      type: source.type,
      ...value,
      state,
    });
  } catch (problem) {
    surface.failed(problem.message);
  } finally {
    underWay.delete(key);
    release(control, blockId, source.action_id);
  }
  return true;
}

/** @param {HTMLElement} control @param {boolean} on */
export function busy(control, on) {
  if (on) control.setAttribute("aria-busy", "true");
  else control.removeAttribute("aria-busy");
  control["disabled" in control ? "disabled" : "inert"] = on;
}

/** The surface may have been drawn anew meanwhile, so its twins are released too. */
function release(control, blockId, actionId) {
  const hadFocus = document.activeElement === document.body;
  for (const other of document.querySelectorAll("[aria-busy=true][data-action-id]")) {
    if (other.dataset.actionId === actionId && other.dataset.blockId === blockId) busy(other, false);
  }
  busy(control, false);
  if (hadFocus && control.isConnected) control.focus({ preventScroll: true });
}
