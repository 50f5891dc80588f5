"""What is held against what, the targets, and the table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from rich.table import Table

Measures = Mapping[str, Sequence[float]]
"""Samples by name: seconds, or MiB where the name ends in MiB."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two measures of one run and what their ratio should be; `against` may be a plain number.

    “faster” is how many times the other takes longer, “at most” how many times ours takes longer.
    """

    what: str
    ours: str
    against: str | float
    sense: Literal["faster", "at most"] = "faster"
    target: float | None = None


COMPARISONS = (
    Comparison("PDF", "pdf/govreport", "pdf/govreport, WeasyPrint", "faster", 7),
    Comparison("PDF", "pdf/govreport", "pdf/straightforward"),
    Comparison("PDF over the floor", "pdf/govreport", "pdf/bare Typst", "at most", 1.5),
    Comparison("PDF/A-3a over the floor", "pdf/govreport, PDF/A-3a", "pdf/bare Typst", "at most", 2.2),
    Comparison("DOCX", "docx/govreport", "docx/straightforward", "faster", 40),
    Comparison("DOCX", "docx/govreport", "docx/docxtpl, tables ready"),
    Comparison("HTML", "html/govreport", "html/straightforward"),
    Comparison("reading YAML", "read/govreport", "read/PyYAML safe_load"),
    Comparison("blank workbook", "blank/govreport", "blank/XlsxWriter, same calls", "at most", 1.5),
    Comparison("reading a workbook", "workbook/govreport", "workbook/openpyxl", "at most", 1.3),
    Comparison("three formats, parsed", "three/govreport", "three/straightforward", "faster", 6),
    Comparison("three formats, read back", "three/govreport, proven", "three/govreport", "at most", 1.7),
    Comparison("three formats, from file", "file/govreport", "file/straightforward", "faster", 6),
    Comparison("three formats, cold", "cold/render", "cold/straightforward", "faster", 3),
    Comparison("--help, cold", "cold/--help", "cold/interpreter", "at most", 6),
    Comparison("check of a file, cold", "cold/check", "cold/--help", "at most", 5),
    Comparison("check of a workbook, cold", "cold/check workbook", "cold/import openpyxl", "at most", 3.3),
    Comparison("peak memory, cold render", "cold/render MiB", 200.0, "at most", 1),
    Comparison("peak memory, cold render", "cold/render MiB", "cold/straightforward MiB"),
    Comparison("memory, peak over 500 reports", "memory/peak MiB", 250.0, "at most", 1),
    Comparison("memory after 500 reports", "memory/after 500 MiB", "memory/after 100 MiB", "at most", 1.15),
)
ALONE = ("view/govreport", "check/govreport")
"""Measured, and held against nothing."""


def table(measures: Measures) -> Table:
    """Return the results as a table; comparisons that were not measured are left out."""
    shown = Table("job", "ours", "against", "theirs", "ratio", "target", "met", title="govreport, medians")
    for comparison in measured(measures):
        shown.add_row(*_row(comparison, measures))
    for name in ALONE:
        if name in measures:
            shown.add_row(name, _printed(name, measures))
    return shown


def measured(measures: Measures) -> Iterator[Comparison]:
    """Yield the comparisons of which both sides were measured."""
    for comparison in COMPARISONS:
        if comparison.ours in measures and (
            isinstance(comparison.against, float) or comparison.against in measures
        ):
            yield comparison


def ratio(comparison: Comparison, measures: Measures) -> float:
    """Return the ratio of the medians, the way round that the target speaks of."""
    ours, theirs = _median(comparison.ours, measures), _median(comparison.against, measures)
    return theirs / ours if comparison.sense == "faster" else ours / theirs


def is_met(comparison: Comparison, measures: Measures) -> bool | None:
    """Whether the target is met; None where there is none."""
    if comparison.target is None:
        return None
    found = ratio(comparison, measures)
    return found >= comparison.target if comparison.sense == "faster" else found <= comparison.target


def _row(comparison: Comparison, measures: Measures) -> tuple[str, ...]:
    sign = "≥" if comparison.sense == "faster" else "≤"
    met = {None: "", True: "yes", False: "[red]no[/red]"}[is_met(comparison, measures)]
    against = comparison.against if isinstance(comparison.against, str) else "limit"
    return (
        comparison.what,
        _printed(comparison.ours, measures),
        against.removesuffix(" MiB"),
        _printed(comparison.against, measures),
        f"{ratio(comparison, measures):.2f}×",
        "" if comparison.target is None else f"{sign} {comparison.target:g}×",
        met,
    )


def _median(name: str | float, measures: Measures) -> float:
    return name if isinstance(name, float) else median(measures[name])


def _printed(name: str | float, measures: Measures) -> str:
    value = _median(name, measures)
    is_memory = isinstance(name, float) or name.endswith("MiB")
    return f"{value:.0f} MiB" if is_memory else f"{value * 1000:.1f} ms"
