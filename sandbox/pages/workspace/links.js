/** Which addresses may become links: http, https, mailto, and paths on this server. The rest stays text. */

import { element } from "./dom.js";

/**
 * @param {*} address whatever the data says
 * @returns {string|null} the address when it may be followed, else null
 */
export function safeAddress(address) {
  const text = typeof address === "string" ? address.trim() : "";
  if (/[\u0000-\u0020\u007f\\]/.test(text)) return null;
  if (/^\/(?!\/)/.test(text)) return text;
  if (!/^(https?:\/\/[^/]|mailto:.)/i.test(text)) return null;
  return URL.canParse(text) ? text : null;
}

/**
 * A link, or, when the address is not one we follow, the label with the address beside it as text.
 * @param {*} address
 * @param {Array} children the label; the address itself when empty
 * @param {Object<string, *>} [props]
 * @returns {HTMLElement}
 */
export function link(address, children, props) {
  const safe = safeAddress(address);
  const label = children.length ? children : [String(address ?? "")];
  if (safe === null) {
    return element("span", { class: "link-refused" }, label, children.length ? ` (${address})` : null);
  }
  const anchor = element("a", { target: "_blank", rel: "noopener noreferrer", ...props }, label);
  anchor.setAttribute("href", safe);
  return anchor;
}

/**
 * @param {*} address of an image; only this server's own are shown, so that no stranger learns who reads
 * @param {string} description
 * @returns {HTMLElement} the image, or its description with a link
 */
export function picture(address, description) {
  const safe = safeAddress(address);
  if (safe === null || new URL(safe, location.href).origin !== location.origin) {
    return element(
      "span",
      { class: "image-note" },
      "Image: ",
      link(address, [description || String(address ?? "")]),
    );
  }
  const image = element("img", { alt: description, loading: "lazy" });
  image.setAttribute("src", safe);
  return image;
}
