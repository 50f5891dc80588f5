"""The rows of the workbook of what was collected, sheet by sheet."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from govreport_writer.collecting.order import Collected
from govreport_writer.collecting.standing import STATES, Standing
from govreport_writer.collecting.words import notes, title_of, todo, what_of
from govreport_writer.messages import text

MOST_ROWS = 1_000_000
"""Rows of the list of findings; a sheet holds 1,048,576."""
INDENT, BETWEEN = "\u3000", " "
Cell = str | int | datetime.date | None
UNITS = (
    *(("unit", 28), ("state", 11), ("todo", 38), ("must", 6), ("should", 6), ("hint", 6), ("round", 6)),
    *(("received", 11), ("day", 11), ("deadline", 11), ("late", 9), ("contact", 16), ("file", 34)),
    *(("notes", 34), ("documents", 30), ("code", 20), ("parent", 24), ("slip", 110)),
)
FINDINGS = (
    *(("unit", 30), ("round", 7), ("severity", 8), ("standing", 11), ("id", 32), ("heading", 26)),
    *(("place", 26), ("message", 52), ("advice", 46), ("file", 30)),
)
OTHERS = (("file", 50), ("what", 60), ("unit", 30))
HISTORY = (("date", 12), ("unit", 30), ("before", 12), ("after", 12), ("file", 40), ("code", 24))
ROUNDS = (
    *(("unit", 30), ("round", 7), ("date", 12), ("verdict", 12), ("file", 44), ("digest", 68), ("code", 24)),
)
COUNTS = (("parent", 34), ("count", 9), *((f"state.{state}", 11) for state in STATES))


def units_rows(collected: Collected) -> Iterator[Sequence[Cell]]:
    """Yield a row for each unit, by groups."""
    for standing in (each for group in collected.groups for each in group.standings):
        member, seen = standing.member, standing.seen
        above = collected.roster.parent_of(member)
        counts = [standing.counts.get(name) if seen else None for name in ("must", "should", "hint")]
        yield (
            member.name,
            standing.state,
            todo(standing),
            *counts,
            standing.number or None,
            standing.received,
            standing.day,
            standing.deadline,
            standing.late or None,
            member.contact,
            "\n".join(standing.files),
            "\n".join(notes(standing)),
            "\n".join(standing.documents),
            member.code,
            above.name if above else None,
            BETWEEN.join(collected.slips.get(member.place, ())),
        )


def findings_rows(collected: Collected) -> Iterator[Sequence[Cell]]:
    """Yield a row for each finding, as many as a sheet holds."""
    left = MOST_ROWS
    for standing in collected.standings:
        for row in _findings_of(standing):
            if left == 0:
                yield (text("collect.book.more", count=MOST_ROWS),)
                return
            left -= 1
            yield row


def _findings_of(standing: Standing) -> Iterator[Sequence[Cell]]:
    seen, name = standing.seen, standing.member.name
    if seen is None:
        return
    for reason in (*filter(None, (seen.error,)), *seen.gaps):
        blank = [None] * 4
        yield (name, standing.number, *blank, None, reason, None, seen.unit.name)
    for point in seen.points:
        words = (text(f"severity.{point.severity}"), text(f"state.{point.state}"))
        shown = (point.id, point.heading, point.place, point.message, point.advice)
        yield (name, standing.number, *words, *shown, seen.unit.name)


def others_rows(collected: Collected) -> Iterator[Sequence[Cell]]:
    """Yield the files outside the roster, repeated ones, and those for other years."""
    for stranger in collected.strangers:
        yield stranger.seen.unit.name, what_of(stranger), stranger.seen.agency
    for standing in collected.standings:
        for note in standing.notes:
            if note.kind in ("duplicate", "alike", "other_year"):
                yield (
                    str(note.fields.get("files") or note.fields.get("name")),
                    str(note),
                    standing.member.name,
                )


def history_rows(collected: Collected) -> Iterator[Sequence[Cell]]:
    """Yield each change of state."""
    for event in collected.events:
        day = datetime.date.fromisoformat(event.day)
        yield day, event.unit, event.before, event.after, event.file, event.code


def rounds_rows(collected: Collected) -> Iterator[Sequence[Cell]]:
    """Yield every round of every unit."""
    for past in collected.rounds:
        day, verdict = datetime.date.fromisoformat(past.day), text(f"verdict.{past.verdict}")
        yield past.unit, past.number, day, verdict, past.file, past.digest, past.code


def counts_rows(collected: Collected) -> Iterator[Sequence[Cell]]:
    """Yield how many units of each group are in each state."""
    for group in collected.groups:
        name = f"{INDENT * group.depth}{title_of(group, collected)}"
        yield name, len(group.standings), *(group.own[state] or None for state in STATES)
