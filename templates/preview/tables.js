/** Views made of tables: what differs from last year, and the figures as open data. */

import { element, inChinese, keepingFocus, text } from "./words.js";
import { get } from "./server.js";

const HEADS = ["where", "before", "now", "change"];

/** Draw what differs from last year: cells, then the text of each section. */
export async function showDifferences(panel, state, goTo) {
  const { prior, cells, text: sections } = await (await get("/api/differences")).json();
  const changed = sections.filter(({ pieces }) => pieces.some(([kind]) => kind !== "same"));
  keepingFocus(() =>
    panel.replaceChildren(
      element("h2", {}, text("differences.title", prior)),
      element("h3", { id: "differences-cells" }, text("differences.cells", { count: cells.length })),
      cells.length
        ? scrolled("differences-cells", cellTable(cells, goTo))
        : element("p", {}, text("differences.no_cells")),
      element("h3", {}, text("differences.text", { count: changed.length })),
      changed.length
        ? element("p", { class: "where" }, text("differences.marks"))
        : element("p", {}, text("differences.no_text")),
      ...changed.map(sectionDifference),
    ),
  );
}

function scrolled(labelId, table) {
  return element("div", { class: "scroll", role: "region", tabindex: "0", "aria-labelledby": labelId }, table);
}

function cellTable(cells, goTo) {
  const heads = HEADS.map((name) =>
    element("th", { scope: "col", class: name === "where" ? null : "figure" }, text(`differences.${name}`)),
  );
  const groups = [...new Set(cells.map((cell) => cell.table))].map((table) =>
    cells.filter((cell) => cell.table === table),
  );
  const group = (own) =>
    element(
      "tbody",
      {},
      tableRow(own[0].table, heads.length),
      own.map((cell) => cellRow(cell, goTo)),
    );
  return element("table", { class: "tidy" }, element("thead", {}, element("tr", {}, heads)), groups.map(group));
}

function tableRow(title, width) {
  return element("tr", {}, inChinese("th", { scope: "rowgroup", colspan: width, class: "group" }, title));
}

function cellRow(cell, goTo) {
  const label = [cell.row, cell.column].filter(Boolean).join(text("place.space"));
  const go = element(
    "button",
    { type: "button", class: "link", "data-key": `cell:${cell.path}`, onclick: () => goTo(cell.path) },
    label || cell.path,
  );
  const figure = (words) =>
    element("td", { class: "figure" }, words || element("span", { class: "where" }, text("marks.blank")));
  return element(
    "tr",
    {},
    inChinese("th", { scope: "row" }, go),
    figure(cell.before),
    figure(cell.now),
    element("td", { class: "figure change" }, cell.change ?? ""),
  );
}

function sectionDifference({ section, title, pieces }) {
  const marked = pieces.map(([kind, words]) =>
    kind === "same"
      ? shortened(words)
      : element(kind, {}, element("span", { class: "unseen" }, text(`differences.${kind}`)), words),
  );
  return inChinese("section", { class: "passage" }, element("h4", {}, title ?? section), element("p", {}, marked));
}

const AROUND = 60; // characters kept on each side of what stands unchanged between changes

function shortened(words) {
  return words.length <= 3 * AROUND ? words : `${words.slice(0, AROUND)} …… ${words.slice(-AROUND)}`;
}

/** Draw the figures as they go out as open data. */
export async function showData(panel) {
  const data = await (await get("/api/data")).json();
  const { said, columns, rows } = withoutConstants(data);
  const isFigure = (index) =>
    rows.every((row) => row[index] === null || row[index] === "" || !Number.isNaN(Number(row[index])));
  const kinds = columns.map((_, index) => (isFigure(index) ? "figure" : null));
  const cell = (words, index) => element("td", { class: kinds[index] }, words === null ? "" : String(words));
  panel.replaceChildren(
    element("h2", { id: "data-title" }, text("data.title", { count: rows.length })),
    element("p", { class: "where" }, text("data.hint"), said && text("data.same", { said })),
    inChinese(
      "table",
      { class: "tidy sticky", "aria-labelledby": "data-title" },
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          columns.map((name, index) => element("th", { scope: "col", class: kinds[index] }, name)),
        ),
      ),
      element(
        "tbody",
        {},
        rows.map((row) => element("tr", {}, row.map(cell))),
      ),
    ),
  );
}

/** Take the columns out that say the same in every row; they are said once. */
function withoutConstants({ columns, rows }) {
  const isConstant = columns.map((_, index) => rows.length > 1 && rows.every((row) => row[index] === rows[0][index]));
  const kept = (row) => row.filter((_, index) => !isConstant[index]);
  const said = columns
    .filter((_, index) => isConstant[index])
    .map((name) => `${name} ${rows[0][columns.indexOf(name)] || "—"}`);
  return { said: said.join(text("place.comma")), columns: kept(columns), rows: rows.map(kept) };
}
