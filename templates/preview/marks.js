/** Marks on the report: a flag on every cell that a finding is about, and both sides of the chosen one in full. */

import { text } from "./words.js";
import { cellOf, elementOf, speakingCells } from "./cells.js";
import { quotedIn } from "./quotes.js";

const MANY = 6; // of a longer sum only the one side with the total is flagged
const MARKS = [
  "data-findings",
  "data-flag",
  "data-tint",
  "data-chosen",
  "data-letter",
  "data-should-be",
  "data-says",
];
const RANK = ["must", "should", "hint"];

/** Lay the marks of a state over the report; `chosen` is {finding, instance} or null. */
export function marks(page, state, chosen) {
  const kept = page.activeElement;
  for (const each of page.querySelectorAll("[data-findings], [data-says], [data-chosen]")) clear(each);
  state.findings.forEach((finding, index) => flag(page, finding, index, chosen));
  for (const path of Object.keys(state.last_year?.values ?? {})) cellOf(page, path)?.setAttribute("data-says", "");
  if (chosen) choose(page, chosen);
  oneTabStop(page, kept);
}

function clear(element) {
  for (const name of MARKS) element.removeAttribute(name);
}

/** Note a finding at its cells, and flag them unless it is explained. */
function flag(page, finding, index, chosen) {
  finding.instances.forEach((instance, number) => {
    const isChosen = chosen?.finding.id === finding.id && chosen.instance === number;
    for (const cell of instance.cells) {
      const element = elementOf(page, cell);
      if (!element) continue;
      const known = JSON.parse(element.dataset.findings ?? "[]");
      element.dataset.findings = JSON.stringify([...known, [index, number, isChosen]]);
      element.dataset.says = "";
      if (finding.state !== "explained")
        tint(element, finding.severity, instance.cells.length <= MANY || cell.side !== "right");
    }
  });
}

function tint(element, severity, flagged) {
  const own = element.dataset.tint;
  if (!own || RANK.indexOf(severity) < RANK.indexOf(own)) element.dataset.tint = severity;
  if (flagged || element.dataset.flag) element.dataset.flag = text(`marks.${element.dataset.tint}`);
}

/** Light up both sides of the chosen sum, its suspects, or the passage it quotes. */
function choose(page, { finding, instance }) {
  for (const cell of finding.instances[instance]?.cells ?? []) {
    const element = elementOf(page, cell);
    if (!element) continue;
    element.dataset.chosen = cell.side ?? "plain";
    if (cell.side) element.dataset.letter = text(`marks.${cell.side}`);
  }
  for (const change of finding.suspects.flatMap((suspect) => suspect.changes)) {
    const element = elementOf(page, change);
    if (!element) continue;
    element.dataset.shouldBe = text("marks.should_be", change);
    element.dataset.says = "";
  }
  quoted(page, finding)?.setAttribute("data-chosen", "passage");
}

function quoted(page, finding) {
  return finding.instances.some((each) => each.formula) ? null : quotedIn(page, finding.message);
}

/** Return where the marks of a finding's instance stand, the cells before the passage. */
export function markedPlaces(page, finding, instance) {
  const cells = finding.instances[instance]?.cells ?? [];
  return [...cells.map((cell) => elementOf(page, cell)), quoted(page, finding)].filter(Boolean);
}

/** Make all cells that say something reachable by arrow keys, and one of them by Tab. */
function oneTabStop(page, kept) {
  const all = speakingCells(page);
  for (const cell of page.querySelectorAll("td[tabindex], th[tabindex]"))
    if (!cell.hasAttribute("data-says")) cell.removeAttribute("tabindex");
  for (const cell of all) cell.tabIndex = -1; // taking it away would take the focus away
  const first =
    all.find((cell) => cell === kept) ??
    all.find((cell) => cell.hasAttribute("data-chosen")) ??
    all.find((cell) => cell.dataset.findings) ??
    all[0];
  if (first) first.tabIndex = 0;
}
