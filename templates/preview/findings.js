/** The list of findings: filtered, one of them open, stepped through by buttons and keys. */

import { arrange, element, keepingFocus, text } from "./words.js";
import { cardOf } from "./card.js";

const at = (id) => document.getElementById(id);
const SEVERITIES = ["must", "should", "hint"];
const cards = new Map(); // by the finding's id: {json, node, open(instance), close()}
let state = null;
let shown = []; // the findings that the filter lets through
let filter = null;
let chosen = null; // {id, instance}
let picked = () => undefined;

/** Have `callback` hear of the finding chosen, null for none; `scroll` asks to go to its cells, or to `path`. */
export function onPick(callback) {
  picked = callback;
}

/** Return what is chosen as {finding, instance}, null for nothing. */
export function selection() {
  const finding = state?.findings.find((each) => each.id === chosen?.id);
  return finding ? { finding, instance: Math.min(chosen.instance, finding.instances.length - 1) } : null;
}

/** Show the findings of a state; an unchanged one keeps its element, a chosen one stays open. */
export function showFindings(found) {
  state = found;
  const ids = new Set(found.findings.map((each) => each.id));
  for (const id of cards.keys()) if (!ids.has(id)) cards.delete(id);
  draw();
}

/** Choose a finding; `move` takes the focus to it, `scroll` the report to its cells. */
export function select(finding, instance = 0, { move = false, scroll = true } = {}) {
  chosen = finding && { id: finding.id, instance };
  if (finding && filter && filter !== finding.severity) filter = null;
  draw();
  const card = finding && cards.get(finding.id);
  if (card && !scroll) openDrawer(true);
  card?.node.scrollIntoView({ block: "nearest" });
  card?.head.scrollIntoView({ block: "nearest" }); // of a card that is longer than the list, its beginning
  if (move) card?.head.focus({ preventScroll: true });
  picked(selection(), { scroll });
}

function draw() {
  shown = state.findings.filter((each) => !filter || each.severity === filter);
  keepingFocus(() => {
    arrange(
      at("findings-list"),
      shown.map((finding) => fresh(finding).node),
    );
    const current = selection();
    for (const [id, card] of cards) id === current?.finding.id ? card.open(current.instance) : card.close();
    showFilters();
    showGaps();
  });
  at("no-findings").hidden = shown.length > 0 || state.verdict === null || state.verdict === "unreadable";
  at("no-findings").textContent = text(filter ? "findings.none_of_these" : "findings.none");
  at("previous").disabled = at("next").disabled = !shown.length;
  at("drawer").textContent = text("findings.drawer", { count: state.findings.length });
}

/** Return the card of a finding: the one there is while the finding says the same. */
function fresh(finding) {
  const json = JSON.stringify([finding, state.mode]);
  if (cards.get(finding.id)?.json !== json)
    cards.set(finding.id, { json, ...cardOf(finding, state, { toggle, select, look }) });
  return cards.get(finding.id);
}

/** Have the report show one cell of the chosen finding. */
function look(path) {
  picked(selection(), { scroll: true, path });
}

function toggle(finding) {
  const isOpen = chosen?.id === finding.id;
  select(isOpen ? null : finding, 0);
}

function showFilters() {
  const count = (severity) => state.findings.filter((each) => each.severity === severity).length;
  const kinds = [[null, state.findings.length], ...SEVERITIES.map((each) => [each, count(each)])];
  at("filters").replaceChildren(...kinds.map(([kind, number]) => filterButton(kind, number)));
}

function filterButton(kind, number) {
  const label = text(kind ? `severity.${kind}` : "findings.all");
  const isOn = filter === kind;
  const press = () => {
    filter = kind;
    draw();
  };
  return element(
    "button",
    { type: "button", class: kind, "data-key": `filter:${kind}`, "aria-pressed": String(isOn), onclick: press },
    `${label} ${number}`,
  );
}

function showGaps() {
  const groups = [
    ["not_checked", true],
    ["skipped", false],
  ].filter(([name]) => state[name].length);
  const node = (name, open) =>
    element(
      "details",
      { class: `gaps ${name}`, open },
      element("summary", { "data-key": name }, text(`findings.${name}`, { count: state[name].length })),
      element(
        "ul",
        {},
        state[name].map((line) => element("li", {}, line)),
      ),
    );
  const was = [...at("gaps").children].map((each) => [each.className, each.open]);
  at("gaps").replaceChildren(
    ...groups.map(([name, open]) => node(name, Object.fromEntries(was)[`gaps ${name}`] ?? open)),
  );
}

/** Go `by` findings on from one of those shown, -1 for none, around the end. */
function step(here, by, move) {
  const next = here < 0 ? (by > 0 ? 0 : shown.length - 1) : (here + by + shown.length) % shown.length;
  if (shown.length) select(shown[next], 0, { move });
}

function openDrawer(open) {
  at("drawer").setAttribute("aria-expanded", String(open));
  at("findings").classList.toggle("is-open", open);
}

/** Keys of the list act only while the focus is on a finding's heading, so that they never take a reader's own. */
function pressed(event) {
  if (!event.target.matches(".head") || event.ctrlKey || event.altKey || event.metaKey) return;
  const heads = [...at("findings-list").querySelectorAll(".head")];
  const here = heads.indexOf(event.target);
  const moves = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: heads.length - 1 };
  if (event.key === "j" || event.key === "k") step(here, event.key === "j" ? 1 : -1, true);
  else if (event.key in moves) heads[moves[event.key]]?.focus();
  else return;
  event.preventDefault();
}

const chosenIndex = () => shown.findIndex((each) => each.id === chosen?.id);

at("previous").addEventListener("click", () => step(chosenIndex(), -1, false));
at("next").addEventListener("click", () => step(chosenIndex(), 1, false));
at("drawer").addEventListener("click", () => openDrawer(at("drawer").getAttribute("aria-expanded") !== "true"));
at("findings-list").addEventListener("keydown", pressed);
at("findings").addEventListener("keydown", (event) => {
  const isTyping = event.target.matches("textarea, input"); // there the key is the input method's
  if (event.key !== "Escape" || !chosen || isTyping) return;
  const { head } = cards.get(chosen.id);
  select(null);
  head.focus();
});
