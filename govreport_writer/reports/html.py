"""The run as one page of HTML to read, print and file: grouped by unit and severity."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import get_args

from govreport_writer import messages
from govreport_writer.figures import printed
from govreport_writer.findings import VERDICTS, Finding, Gap, Instance, basis_in_words
from govreport_writer.messages import text
from govreport_writer.page_templates import page, page_language
from govreport_writer.pipeline import Outcome
from govreport_writer.report_json import open_counts
from govreport_writer.reports.words import INDENT, labels, paths, signed, stands
from govreport_writer.rules_off import Off, as_json
from govreport_writer.vocabulary import Severity

SHOWN = 50
"""Instances of one finding that the page lists."""


@dataclass(frozen=True, slots=True)
class Sum:
    """An instance: where, the sum in labels and in figures, both sides and what lies between them."""

    place: str
    labels: str
    path: str
    formula: str
    substitution: str
    left: str
    right: str
    difference: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding as the page shows it; `paste` is what an explanation copies, empty where none is wanted."""

    finding: Finding
    sums: tuple[Sum, ...]
    more: int
    basis: str
    paste: str
    own_title: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one severity in one unit."""

    severity: Severity
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """One submission with its findings."""

    outcome: Outcome
    counts: dict[str, int]
    groups: tuple[Group, ...]
    skipped: tuple[Gap, ...]


def html_bytes(outcomes: Sequence[Outcome], off: Off) -> bytes:
    """Return the page; no script, nothing from outside, agency text only as text."""
    verdicts = [outcome.verdict for outcome in outcomes]
    return page(
        "check.html.j2",
        units=[_unit(outcome) for outcome in outcomes],
        verdicts={verdict: verdicts.count(verdict) for verdict in VERDICTS if verdict in verdicts},
        off=as_json(off),
        severities=get_args(Severity),
        language=page_language(),
        version=version("govreport-writer"),
        text=lambda key, **fields: text(key, **fields).strip(),
    ).encode(errors="replace")


def _unit(outcome: Outcome) -> Unit:
    groups = [
        Group(severity, tuple(_entry(each) for each in outcome.findings if each.severity == severity))
        for severity in get_args(Severity)
    ]
    return Unit(
        outcome, open_counts(outcome), tuple(each for each in groups if each.entries), outcome.skipped
    )


def _entry(finding: Finding) -> Entry:
    has_sums = any(each.formula for each in finding.instances)
    sums = tuple(map(_sum, finding.instances[:SHOWN])) if has_sums else (_places_of(finding),)
    return Entry(
        finding=finding,
        sums=sums,
        more=max(0, len(finding.instances) - SHOWN) if has_sums else 0,
        basis=basis_in_words(finding.basis, finding.cite),
        paste=_paste(finding),
        own_title=finding.title is not None and messages.language() == "zh",
    )


def _sum(instance: Instance) -> Sum:
    places = [place for place in instance.cells if place.path or place.line or place.cell]
    return Sum(
        place=stands(places),
        labels=labels(places),
        path=paths(places),
        formula=instance.formula,
        substitution=instance.substitution,
        left=printed(instance.left),
        right=printed(instance.right),
        difference=signed(instance.difference),
    )


def _places_of(finding: Finding) -> Sum:
    """Return all places of a finding that is about no sum as one."""
    cells = tuple(dict.fromkeys(place for instance in finding.instances for place in instance.cells))
    return _sum(Instance(cells))


def _paste(finding: Finding) -> str:
    """Return what an explanation needs: lines of YAML, or the two cells of a row in the workbook."""
    if finding.severity != "should" or finding.state == "explained":
        return ""
    if finding.in_workbook:
        return f"{finding.id}\n{finding.values}"
    quoted = [json.dumps(each, ensure_ascii=False) for each in (finding.id, finding.values)]
    return f"- finding: {quoted[0]}\n{INDENT}values: {quoted[1]}\n{INDENT}text: "
