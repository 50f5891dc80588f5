"""Where a finding points and what was added up, in words."""

from __future__ import annotations

from govreport_writer import messages
from govreport_writer.cells import Value
from govreport_writer.figures import printed
from govreport_writer.findings import Instance, Place
from govreport_writer.workbook.spots import by_sheet

INDENT = "  "


def where(instance: Instance) -> str:
    """Return the places of an instance in one line: lines or cells, labels, path."""
    places = [place for place in instance.cells if place.path or place.line or place.cell]
    pieces = [stands(places), labels(places), paths(places)]
    return INDENT.join(piece for piece in pieces if piece)


def with_sides(instance: Instance) -> str:
    """Return the sum in figures, with both sides and what lies between them."""
    if instance.difference is None:
        return instance.substitution
    sides = messages.text(
        "report.sides",
        left=printed(instance.left),
        right=printed(instance.right),
        difference=signed(instance.difference),
    )
    return f"{instance.substitution}{INDENT}{sides}"


def signed(difference: Value) -> str:
    """Return a difference with its sign; nothing for None."""
    return f"{'+' if difference is not None and difference > 0 else ''}{printed(difference)}"


def stands(places: list[Place]) -> str:
    """Return the cells of a workbook, else the lines of a file, in which places stand."""
    cells = by_sheet((place.sheet, place.cell) for place in places if place.sheet and place.cell)
    if cells:
        return INDENT.join(cells)
    lines = sorted({place.line for place in places if place.line})
    return messages.text("report.line", line=_ranges(lines)) if lines else ""


def _ranges(lines: list[int]) -> str:
    """Return line numbers with runs of neighbours joined: 3, 5–8."""
    runs: list[list[int]] = []
    for line in lines:
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    named = (str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    return messages.text("words.comma").join(named)


def labels(places: list[Place]) -> str:
    """Name the row all places share, or the column, or both for one place."""
    rows = list(dict.fromkeys(place.row for place in places if place.row))
    columns = list(dict.fromkeys(place.column for place in places if place.column))
    if len(rows) == 1 and len(columns) == 1:
        return messages.text("report.row_column", row=rows[0], column=columns[0])
    if len(rows) == 1:
        return messages.text("report.row_only", row=rows[0])
    return messages.text("report.column_only", column=columns[0]) if len(columns) == 1 else ""


def paths(places: list[Place]) -> str:
    """Return the path, with * for what differs between several places."""
    steps_of = [
        place.path.split("/") for place in places if place.path and not place.path.startswith("prior/")
    ]
    if not steps_of or len({len(path) for path in steps_of}) > 1:
        return ""
    return "/".join(steps[0] if len(set(steps)) == 1 else "*" for steps in zip(*steps_of, strict=True))
