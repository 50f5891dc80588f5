"""A finding as lines of text: where, what, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

from govreport_writer import messages
from govreport_writer.findings import Finding, Instance, basis_in_words, blocks
from govreport_writer.reports.words import INDENT, labels, stands, where, with_sides

STYLES = {"must": "bold red", "should": "bold yellow", "hint": "bold cyan"}
SHOWN_INSTANCES = 6

Line = tuple[str, str]


def finding_lines(finding: Finding, width: int) -> Iterator[Line]:
    """Yield the lines of a finding with their styles; `width` places the note on the right."""
    yield _head(finding, width), STYLES[finding.severity]
    yield from _field("place", where(finding.first))
    if finding.first.formula:
        yield from _field("relation", finding.first.formula)
        yield from _field("values", with_sides(finding.first))
    else:
        yield from _field("problem", finding.message)
    if len(finding.instances) > 1:
        yield from _field("others", _others(finding))
    yield from _field("advice", finding.advice)
    if finding.state == "explained":
        yield from _field("explained", finding.explanation or "")
    yield from _field("basis", basis_in_words(finding.basis, finding.cite))


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


def _others(finding: Finding) -> str:
    others = finding.instances[1:]
    shown = messages.text("words.semicolon").join(_short(instance) for instance in others[:SHOWN_INSTANCES])
    more = messages.text("words.and_more") if len(others) > SHOWN_INSTANCES else ""
    return messages.text("report.more", count=len(finding.instances), others=shown + more)


def _short(instance: Instance) -> str:
    places = list(instance.cells)
    label = labels(places) or stands(places)
    return f"{label} {instance.substitution}".strip()
