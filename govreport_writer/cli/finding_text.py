"""A finding as lines of text: where, what, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

from govreport_writer import messages
from govreport_writer.figures import printed
from govreport_writer.findings import Finding, Instance, Place, blocks
from govreport_writer.workbook.spots import compact

STYLES = {"must": "bold red", "should": "bold yellow", "hint": "bold cyan"}
SHOWN_INSTANCES = 6
INDENT = "  "

Line = tuple[str, str]


def finding_lines(finding: Finding, width: int) -> Iterator[Line]:
    """Yield the lines of a finding with their styles; `width` places the note on the right."""
    yield _head(finding, width), STYLES[finding.severity]
    yield from _field("place", where(finding.first))
    if finding.first.formula:
        yield from _field("relation", finding.first.formula)
        yield from _field("values", _with_sides(finding.first))
    else:
        yield from _field("problem", finding.message)
    if len(finding.instances) > 1:
        yield from _field("others", _others(finding))
    yield from _field("advice", finding.advice)
    if finding.state == "explained":
        yield from _field("explained", finding.explanation or "")
    basis = messages.text(f"basis.{finding.basis}")
    cite = messages.text("report.cite", cite=finding.cite) if finding.cite else ""
    yield from _field("basis", basis + cite)


def where(instance: Instance) -> str:
    """Return the places of an instance in one line: lines or cells, labels, path."""
    places = [place for place in instance.cells if place.path or place.line or place.cell]
    pieces = [_stands(places), _labels(places), _paths(places)]
    return INDENT.join(piece for piece in pieces if piece)


def _head(finding: Finding, width: int) -> str:
    severity = messages.text(f"severity.{finding.severity}")
    relation = f" {finding.relation}" if finding.relation else ""
    left = f"[{severity}] {finding.code}{relation}  {finding.heading}"
    right = _consequence(finding)
    return f"{left}{' ' * max(2, min(width, 100) - _columns(left) - _columns(right))}{right}".rstrip()


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _consequence(finding: Finding) -> str:
    if finding.state == "explained":
        return messages.text("state.explained")
    if finding.severity == "must":
        return messages.text("report.cannot_render")
    return messages.text("report.must_explain") if blocks(finding) else ""


def _field(name: str, text: str) -> Iterator[Line]:
    if text:
        yield f"{INDENT}{messages.text(f'report.{name}')}  {text}", ""


def _with_sides(instance: Instance) -> str:
    difference = instance.difference
    if difference is None:
        return instance.substitution
    sign = "+" if difference > 0 else ""
    sides = messages.text(
        "report.sides",
        left=printed(instance.left),
        right=printed(instance.right),
        difference=f"{sign}{printed(difference)}",
    )
    return f"{instance.substitution}{INDENT}{sides}"


def _stands(places: list[Place]) -> str:
    by_sheet: dict[str, list[str]] = {}
    for place in places:
        if place.sheet and place.cell:
            by_sheet.setdefault(place.sheet, []).append(place.cell)
    if by_sheet:
        return INDENT.join(f"{sheet}!{compact(cells)}" for sheet, cells in by_sheet.items())
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


def _labels(places: list[Place]) -> str:
    """Name the row all places share, or the column, or both for one place."""
    rows = list(dict.fromkeys(place.row for place in places if place.row))
    columns = list(dict.fromkeys(place.column for place in places if place.column))
    if len(rows) == 1 and len(columns) == 1:
        return messages.text("report.row_column", row=rows[0], column=columns[0])
    if len(rows) == 1:
        return messages.text("report.row_only", row=rows[0])
    return messages.text("report.column_only", column=columns[0]) if len(columns) == 1 else ""


def _paths(places: list[Place]) -> str:
    """Return the path, with * for what differs between several places."""
    paths = [place.path.split("/") for place in places if place.path and not place.path.startswith("prior/")]
    if not paths or len({len(path) for path in paths}) > 1:
        return ""
    return "/".join(steps[0] if len(set(steps)) == 1 else "*" for steps in zip(*paths, strict=True))


def _others(finding: Finding) -> str:
    others = finding.instances[1:]
    shown = messages.text("words.semicolon").join(_short(instance) for instance in others[:SHOWN_INSTANCES])
    more = messages.text("words.and_more") if len(others) > SHOWN_INSTANCES else ""
    return messages.text("report.more", count=len(finding.instances), others=shown + more)


def _short(instance: Instance) -> str:
    places = list(instance.cells)
    label = _labels(places) or _stands(places)
    return f"{label} {instance.substitution}".strip()
