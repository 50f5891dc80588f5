/** The box beside a cell: last year's figure and what was found, for the mouse and for the keyboard. */

import { text } from "./words.js";

const GAP = 12; // pixels under a cell: a mark of the chosen finding may hang there

/** Show what a cell has to say, and give it to the cell as its description. */
export function showTip(cell, state) {
  const page = cell.ownerDocument;
  const tip = page.getElementById("preview-tip");
  page.querySelector("[aria-describedby='preview-tip']")?.removeAttribute("aria-describedby");
  tip.replaceChildren(...lines(cell, state).map((line) => paragraph(page, line)));
  tip.lang = document.documentElement.lang;
  cell.setAttribute("aria-describedby", tip.id);
  tip.hidden = false;
  place(tip, cell.getBoundingClientRect(), page);
}

/** Take the box away. */
export function hideTip(page) {
  const tip = page.getElementById("preview-tip");
  if (tip) tip.hidden = true;
}

function lines(cell, state) {
  const before = state.last_year?.values[cell.dataset.cell];
  const own = JSON.parse(cell.dataset.findings ?? "[]").map(([index]) => state.findings[index]);
  return [
    before === undefined ? null : text("marks.last_year", { value: before === "" ? text("marks.blank") : before }),
    cell.dataset.shouldBe ? text("marks.suspect", { change: cell.dataset.shouldBe }) : null,
    ...new Set(
      own.map((finding) => text("marks.finding", { severity: finding.severity_text, heading: finding.heading })),
    ),
  ].filter(Boolean);
}

function paragraph(page, line) {
  const made = page.createElement("p");
  made.textContent = line;
  return made;
}

/** Put the box under the cell, above it where there is no room, and never over an edge of the window. */
function place(tip, cell, page) {
  const { innerWidth, innerHeight, scrollX, scrollY } = page.defaultView;
  const box = tip.getBoundingClientRect();
  const below = cell.bottom + box.height + GAP < innerHeight;
  tip.style.left = `${scrollX + Math.max(4, Math.min(cell.left, innerWidth - box.width - 12))}px`;
  tip.style.top = `${scrollY + (below ? cell.bottom + GAP : Math.max(4, cell.top - box.height - 2))}px`;
}
