/** One finding in the list: its heading always, the rest while it is open. */

import { element, inChinese, text } from "./words.js";
import { explanationForm } from "./explain.js";
import { inFile, inTable, nameOf } from "./places.js";
import { occurrences } from "./occurrences.js";

const LONG = 90; // characters of a relation that is folded away
let made = 0;

/**
 * Make the card of a finding: {node, head, open(instance), close()}. `toggle(finding)`,
 * `select(finding, instance, how)` and `look(path)` are what its buttons do.
 */
export function cardOf(finding, state, doing) {
  const id = `finding-${(made += 1)}`;
  const head = headOf(finding, id, doing);
  const body = element("div", { class: "body", id, hidden: true });
  const node = element(
    "li",
    { class: `finding ${finding.severity} ${finding.state}` },
    element("h3", {}, head),
    body,
  );
  return { node, head, open: (instance) => open(instance), close: () => set(false) };

  function open(instance) {
    if (!body.hasChildNodes()) body.append(...bodyOf(finding, state, doing));
    for (const each of body.querySelectorAll(".instance"))
      each.setAttribute("aria-pressed", String(Number(each.dataset.instance) === instance));
    set(true);
  }

  function set(isOpen) {
    body.hidden = !isOpen;
    node.classList.toggle("is-chosen", isOpen);
    head.setAttribute("aria-expanded", String(isOpen));
  }
}

function headOf(finding, id, { toggle }) {
  const cells = finding.instances[0]?.cells ?? [];
  const where = [inFile(cells), inTable(cells)].filter(Boolean).join(text("place.space"));
  const state = finding.state === "open" ? null : element("span", { class: "state" }, finding.state_text);
  return element(
    "button",
    {
      type: "button",
      class: "head",
      "data-key": `head:${finding.id}`,
      "aria-expanded": "false",
      "aria-controls": id,
      onclick: () => toggle(finding),
    },
    element(
      "span",
      { class: "line" },
      element("span", { class: "severity" }, finding.severity_text),
      " ",
      element("span", { class: "heading" }, finding.heading),
      " ",
      state,
    ),
    where ? inChinese("span", { class: "where" }, where) : null,
  );
}

function bodyOf(finding, state, doing) {
  return [
    ...saying(finding),
    ...occurrences(finding, doing),
    finding.state === "explained"
      ? labelled("findings.explanation", inChinese("span", {}, finding.explanation))
      : labelled("findings.advice", finding.advice),
    ...suspects(finding, doing),
    labelled("findings.basis", finding.basis_text, "basis"),
    element(
      "p",
      { class: "basis" },
      element("code", {}, [finding.code, finding.relation].filter(Boolean).join(" · ")),
    ),
    finding.explainable ? explanationForm(finding, state) : null,
  ].filter(Boolean);
}

function labelled(key, words, kind = null) {
  return words ? element("p", { class: kind }, element("span", { class: "label" }, text(key)), " ", words) : null;
}

/** The relation in the words of the form, folded away when it is long; else the message. */
function saying(finding) {
  const { formula } = finding.instances[0] ?? {};
  if (!formula) return [element("p", {}, finding.message)];
  const relation = inChinese("p", { class: "formula" }, formula);
  return [
    formula.length > LONG
      ? element("details", {}, element("summary", {}, text("findings.relation")), relation)
      : relation,
  ];
}

/** The cells that may be wrong, to go to; the advice says how likely they are. */
function suspects(finding, { look }) {
  const changes = finding.suspects.flatMap((suspect) => suspect.changes);
  if (!changes.length) return [];
  const one = (change) => {
    const short = change.cell ? `${change.cell} ` : "";
    const name = `${nameOf(change)} ${text("marks.should_be", change)}`;
    return element(
      "button",
      {
        type: "button",
        class: "should-be",
        title: name,
        "aria-label": name,
        "data-key": `suspect:${change.path}:${finding.id}`,
        onclick: () => look(change.path),
      },
      short + text("marks.should_be", change),
    );
  };
  return [
    element(
      "div",
      { class: "suspects", role: "group", "aria-label": text("findings.suspects") },
      element("span", { class: "label" }, text("findings.suspects")),
      changes.map(one),
    ),
  ];
}
