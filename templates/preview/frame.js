/** The frame that holds the report: the very page that `render` writes, in a document that runs no script. */

import { cellOf } from "./cells.js";
import { hideTip } from "./tip.js";

export const frame = document.getElementById("report");
const styles = fetch("/marks.css").then((each) => each.text());

/** Load the report once by its address: so it comes under its own content policy, and runs nothing. */
export async function loadFrame() {
  await new Promise((loaded) => {
    frame.addEventListener("load", loaded, { once: true });
    frame.src = "/api/report";
  });
  dress(frame.contentDocument, await styles);
}

/** Put our one style sheet and the box for tips into the report's document. */
function dress(page, css) {
  const style = page.createElement("style");
  style.id = "preview-marks";
  style.textContent = css;
  const tip = page.createElement("div");
  Object.assign(tip, { id: "preview-tip", hidden: true });
  tip.setAttribute("role", "tooltip");
  page.head.append(style);
  page.body.append(tip);
}

/** Exchange the report in the frame's document in one step: nothing flickers, nothing scrolls. */
export function replaceReport(html) {
  const page = frame.contentDocument;
  const [style, tip] = ["preview-marks", "preview-tip"].map((id) => page.getElementById(id));
  const place = placeOf(page);
  const fresh = new page.defaultView.DOMParser().parseFromString(html, "text/html"); // under the frame's own policy
  page.replaceChild(page.adoptNode(fresh.documentElement), page.documentElement);
  page.head.append(style);
  page.body.append(tip);
  hideTip(page);
  backTo(page, place);
}

function placeOf(page) {
  const focused = document.activeElement === frame ? page.activeElement : null;
  return {
    top: page.defaultView.scrollY,
    lefts: [...page.querySelectorAll(".scroll")].map((each) => each.scrollLeft),
    cell: focused?.dataset?.cell,
  };
}

function backTo(page, { top, lefts, cell }) {
  page.querySelectorAll(".scroll").forEach((each, index) => (each.scrollLeft = lefts[index] ?? 0));
  page.defaultView.scrollTo({ top, behavior: "instant" });
  const again = cell && cellOf(page, cell);
  if (!again) return;
  again.tabIndex = 0;
  again.focus({ preventScroll: true });
}
