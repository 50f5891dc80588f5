"""Print outcomes as text for people, and tell their exit code."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govreport_writer import messages
from govreport_writer.batch.kept import Tally
from govreport_writer.cli.finding_text import Line, finding_lines
from govreport_writer.documents.files import Order
from govreport_writer.findings import EXIT_CODES
from govreport_writer.pipeline import Outcome
from govreport_writer.report_json import open_counts
from govreport_writer.rules_off import Off, in_words
from govreport_writer.vocabulary import FORMATS, SUFFIXES

if TYPE_CHECKING:
    from govreport_writer.batch.first_look import Unchanged

VERDICT_COLOURS = {
    "clean": "green",
    "explain": "yellow",
    "blocked": "red",
    "unreadable": "red",
    "incomplete": "red",
}


def exit_code_rendered(outcome: Outcome | Unchanged, order: Order) -> int:
    """Return the code of one unit; one whose documents were all written is no failure."""
    return 0 if len(outcome.files) == len(order.formats) else max(EXIT_CODES[outcome.verdict], 1)


def print_text(outcome: Outcome) -> None:
    """Print one unit: what it is, its findings, its verdict."""
    say_all(unit_lines(outcome, shutil.get_terminal_size().columns))


def unit_lines(outcome: Outcome, width: int = 100) -> Iterator[Line]:
    """Yield the lines of one unit with their styles."""
    filed = outcome.filed
    if filed is None:
        yield messages.text("report.unit_unreadable", file=outcome.file), "bold"
    else:
        unit = messages.text(
            "report.unit",
            file=outcome.file,
            agency=filed.agency,
            year=filed.year,
            edition=filed.edition,
        )
        yield unit, "bold"
    if outcome.error is not None:
        yield messages.text("words.error", text=outcome.error), "red"
    for finding in outcome.findings:
        yield from finding_lines(finding, width)
    yield from _gaps(outcome)
    if outcome.error is None:
        yield verdict_line(outcome), f"bold {VERDICT_COLOURS[outcome.verdict]}"
    else:
        key = "verdict.unreadable" if filed is None else "report.not_written"
        yield messages.text("report.verdict_only", verdict=messages.text(key)), "bold red"
    yield "", ""


def print_totals(tally: Tally, off: Off = (), unchanged: int = 0) -> None:
    """Print which rules were off, and how many units have each verdict where there are several."""
    say_all(total_lines(tally, off))
    if unchanged:
        say(messages.text("batch.unchanged", count=unchanged))


def total_lines(tally: Tally, off: Off) -> Iterator[Line]:
    """Yield the lines that stand under all units."""
    if off:
        yield messages.text("rules.are_off", rules=messages.text("words.comma").join(in_words(off))), "yellow"
    if tally.units > 1:
        text = messages.text("report.run", units=tally.units, **tally.counts())
        yield text, f"bold {VERDICT_COLOURS[tally.worst]}"


def text_pieces(outcomes: Iterable[Outcome], tally: Tally, off: Off) -> Iterator[bytes]:
    """Yield what would be printed, as a file."""
    for outcome in outcomes:
        yield _as_bytes(unit_lines(outcome))
    yield _as_bytes(total_lines(tally, off))


def _as_bytes(lines: Iterable[Line]) -> bytes:
    return "".join(f"{text}\n" for text, _ in lines).encode(errors="replace")


def print_rendered(outcome: Outcome, order: Order) -> None:
    """Print what was written for one unit, and why where nothing was."""
    if outcome.findings or outcome.error or outcome.not_checked:
        print_text(outcome)
    for note in outcome.notes:
        say(note)
    for path in outcome.files:
        say(messages.text("report.written", path=path), "green")
    written = {_format_of(path) for path in outcome.files}
    left_out = [name for name in order.formats if written and name not in written]
    if left_out:
        say(messages.text("report.left_out", formats=", ".join(left_out)), "yellow")
    if not outcome.files and outcome.verdict in ("explain", "blocked"):
        key = "report.refused_draft" if order.draft else "report.refused"
        say(messages.text(key, file=outcome.file), "red")


def _format_of(path: Path | str) -> str:
    """Return the format of an output: that of the longest ending its name has."""
    endings = (name for name in FORMATS if str(path).endswith(f".{SUFFIXES[name]}"))
    return max(endings, key=lambda name: len(SUFFIXES[name]))


def _gaps(outcome: Outcome) -> Iterator[Line]:
    for gap in outcome.not_checked:
        yield messages.text("report.not_checked", code=gap.code, why=gap.why), "red"
    if outcome.skipped:
        whys = messages.text("words.comma").join(gap.why for gap in outcome.skipped)
        yield messages.text("report.skipped", codes=whys), "dim"


def verdict_line(outcome: Outcome) -> str:
    """Return the verdict of one unit with the counts of open findings."""
    counts = messages.text("report.counts", **open_counts(outcome))
    verdict = messages.text(f"verdict.{outcome.verdict}")
    return messages.text("report.verdict", verdict=verdict, counts=counts)


def say_all(lines: Iterator[Line]) -> None:
    """Print lines in their styles."""
    for text, style in lines:
        say(text, style)


def say(text: str, style: str = "") -> None:
    """Print a line in a style such as “bold red”; plain where it is not read by a person on a terminal."""
    words = style.split()
    colour = next((word for word in words if word not in ("bold", "dim")), None)
    styled = click.style(text, fg=colour, bold="bold" in words or None, dim="dim" in words or None)
    click.echo(styled, color=False if os.environ.get("NO_COLOR") else None)
