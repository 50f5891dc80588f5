/** Saying where the cells of a finding stand: in the file, and in the official table. */

import { text } from "./words.js";

const SHOWN = 6; // cells named one by one

/** Return the place in the file in one line: sheets with their cells, or lines; empty when there is none. */
export function inFile(cells) {
  const sheets = new Map();
  for (const { sheet, cell } of cells) if (cell) sheets.set(sheet, [...(sheets.get(sheet) ?? []), cell]);
  const named = [...sheets].map(([sheet, own]) => `${sheet ? `${sheet}!` : ""}${listed([...new Set(own)], " ")}`);
  const lines = [...new Set(cells.map((each) => each.line).filter(Boolean))].sort((one, other) => one - other);
  if (lines.length) named.push(text("place.lines", { lines: listed(runs(lines), text("place.comma")) }));
  return named.join(text("place.semicolon"));
}

/** Return the row or the column that all cells share, in the words of the table; both where there is one cell. */
export function inTable(cells) {
  const [rows, columns] = ["row", "column"].map((name) => new Set(cells.map((each) => each[name])));
  const row = rows.size === 1 ? cells[0]?.row : null;
  const column = columns.size === 1 ? cells[0]?.column : null;
  const kind = row && column ? "row_column" : row ? "row" : column ? "column" : null;
  return kind ? text(`place.${kind}`, { row, column }) : "";
}

/** Return the name of one cell: of the workbook's where it has one, else its labels or its line. */
export function nameOf(place) {
  return place.cell ? inFile([place]) : inTable([place]) || inFile([place]);
}

function listed(names, separator) {
  if (names.length <= SHOWN) return names.join(separator);
  return text("place.many", { first: names.slice(0, SHOWN - 1).join(separator), count: names.length });
}

/** Join numbers that follow each other: 60, 61, 89 is 60–61, 89. */
function runs(numbers) {
  const found = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
}
