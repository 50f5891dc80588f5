/** Cells of the report: finding them by their path, and going from one to the next by arrow keys. */

/** Return the cell of a path, null where the report prints none. */
export function cellOf(page, path) {
  return page.querySelector(`[data-cell="${CSS.escape(path)}"]`);
}

/**
 * Return what a place of a finding stands for in the report: its cell, for `table/row` and `table//column` the
 * label, for a place in the text the heading of its section; null where there is nothing.
 */
export function elementOf(page, { path, section }) {
  if (section) return page.querySelector(`[data-section="${CSS.escape(section)}"] > :is(h2, h3)`);
  return path ? (cellOf(page, path) ?? labelOf(page, path)) : null;
}

function labelOf(page, path) {
  const [table, row, column] = path.split("/");
  if (row && !column)
    return page
      .querySelector(`[data-cell^="${CSS.escape(`${table}/${row}/`)}"]`)
      ?.closest("tr")
      .querySelector("th.stub:last-of-type");
  const cell =
    !row &&
    column &&
    page.querySelector(`[data-cell^="${CSS.escape(table)}/"][data-cell$="${CSS.escape(`/${column}`)}"]`);
  const heads = cell ? (cell.getAttribute("headers") ?? "").split(" ").map((id) => page.getElementById(id)) : [];
  return heads.filter((head) => head?.getAttribute("scope")?.startsWith("col")).pop() ?? null;
}

/** Return the cells that have something to say, as they stand in the report. */
export function speakingCells(page) {
  return [...page.querySelectorAll("[data-says]")];
}

/** Return the step of an arrow key: from all cells and one of them to the next, undefined at an edge. */
export function arrows(key) {
  return STEPS[key];
}

const STEPS = {
  ArrowLeft: (all, cell) => all[all.indexOf(cell) - 1],
  ArrowRight: (all, cell) => all[all.indexOf(cell) + 1],
  ArrowUp: (all, cell) => beside(all, cell, -1),
  ArrowDown: (all, cell) => beside(all, cell, 1),
};

/** Return the nearest cell above (-1) or below (1) in the same column of the page. */
function beside(all, cell, way) {
  const own = cell.getBoundingClientRect();
  const middle = (own.left + own.right) / 2;
  const there = all
    .map((each) => ({ each, box: each.getBoundingClientRect() }))
    .filter(({ box }) => way * (box.top - own.top) > 1)
    .map(({ each, box }) => ({
      each,
      away: Math.abs(box.top - own.top) * 4 + Math.abs((box.left + box.right) / 2 - middle),
    }));
  there.sort((one, other) => one.away - other.away);
  return there[0]?.each;
}
