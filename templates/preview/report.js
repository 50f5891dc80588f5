/** The report as the page shows it: marked, and answering to the mouse and the keyboard. */

import { arrows, cellOf, speakingCells } from "./cells.js";
import { frame, loadFrame, replaceReport } from "./frame.js";
import { markedPlaces, marks } from "./marks.js";
import { hideTip, showTip } from "./tip.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const FAR = 2; // windows over which the report jumps instead of gliding
let shown = null; // the HTML in the frame
let state = null;
let pointing = false; // between pressing a button of the mouse and its click
let cellPicked = () => undefined;

/** Have `callback` hear of the finding whose cell was clicked or focused; `move` asks to go to it in the list. */
export function onCell(callback) {
  cellPicked = callback;
}

/** Put a report into the frame, null for none; where the reader was, and the focus, stay. */
export async function showReport(html, found, chosen) {
  state = found;
  frame.hidden = html === null;
  document.getElementById("no-report").hidden = html !== null;
  if (html === null) {
    document.getElementById("no-report").textContent = found.problem ?? "";
    return;
  }
  if (shown === null) await begin();
  else if (shown !== html) replaceReport(html);
  shown = html;
  showMarks(found, chosen);
}

async function begin() {
  await loadFrame();
  listen(frame.contentDocument);
}

/** Mark the cells of all findings, and those of the chosen one in full. */
export function showMarks(found, chosen) {
  state = found;
  if (shown !== null) marks(frame.contentDocument, found, chosen);
}

/** Scroll to what is chosen: a finding's instance, or a cell by its path. */
export function reveal({ finding, instance = 0, path }) {
  const page = frame.contentDocument;
  if (!page?.body) return;
  const place = path ? cellOf(page, path) : markedPlaces(page, finding, instance)[0];
  if (!place) return;
  const { top } = place.getBoundingClientRect();
  const isFar = Math.abs(top) > FAR * page.defaultView.innerHeight;
  place.scrollIntoView({ block: "center", inline: "center", behavior: calm.matches || isFar ? "instant" : "smooth" });
}

function listen(page) {
  page.addEventListener("pointerdown", () => (pointing = true));
  page.addEventListener("click", clicked);
  page.addEventListener("focusin", focused);
  page.addEventListener("focusout", () => hideTip(page));
  page.addEventListener("mouseover", hovered);
  page.addEventListener("keydown", pressed);
}

const cellAt = (event) => event.target.closest?.("[data-says]");

function clicked(event) {
  pointing = false;
  if (event.target.closest?.("a")) event.preventDefault(); // nothing leads out of the preview
  const cell = cellAt(event);
  if (cell) pick(cell, { move: false, next: true });
}

function focused(event) {
  const cell = cellAt(event);
  if (!cell) return;
  showTip(cell, state);
  if (!pointing && !cell.hasAttribute("data-chosen")) pick(cell, { move: false });
}

function hovered(event) {
  if (event.target.closest?.("#preview-tip")) return;
  const cell = cellAt(event);
  if (cell) showTip(cell, state);
  else if (event.currentTarget.activeElement?.hasAttribute("data-says"))
    showTip(event.currentTarget.activeElement, state);
  else hideTip(event.currentTarget);
}

function pressed(event) {
  const cell = cellAt(event);
  if (event.key === "Escape") hideTip(event.currentTarget);
  else if (cell && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    pick(cell, { move: true });
  } else if (cell && arrows(event.key)) {
    const next = arrows(event.key)(speakingCells(event.currentTarget), cell);
    event.preventDefault();
    if (next) focusCell(next, cell);
  }
}

function focusCell(next, before) {
  before.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

/** Choose a finding of a cell; a click on a cell of the chosen one goes on to the cell's next. */
function pick(cell, { move, next = false }) {
  const own = JSON.parse(cell.dataset.findings ?? "[]");
  if (!own.length) return;
  const at = own.findIndex(([, , chosen]) => chosen);
  const [index, instance] = own[next && at >= 0 ? (at + 1) % own.length : Math.max(at, 0)];
  cellPicked(state.findings[index], instance, { move });
}
