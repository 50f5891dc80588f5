"""What `govreport collect` prints for people: counts, the units that need work, where the rest stands."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from govreport_writer.cli.output import say
from govreport_writer.collecting.order import Collected, Order
from govreport_writer.collecting.returned import FOLDER
from govreport_writer.collecting.standing import DONE, STATES, Standing
from govreport_writer.collecting.words import notes, todo, what_of
from govreport_writer.messages import text
from govreport_writer.rules_off import in_words

MOST_UNITS, MOST_STRANGERS = 40, 10
"""Units and files that are listed; the matrix has them all."""
COLOURS = {"missing": "dim", "explain": "yellow", "clean": "green", "published": "green"}
PLAIN_WIDTH = 120
"""Columns of a table that is not read on a terminal."""


def print_collected(collected: Collected, order: Order, written: Sequence[Path]) -> None:
    """Print a summary, the units that need work, files outside the roster, and what was written."""
    _print_notes(collected)
    waiting = [each for each in collected.standings if each.state not in DONE or each.notes]
    if waiting:
        _print_table(waiting[:MOST_UNITS])
    if len(waiting) > MOST_UNITS:
        say(text("collect.said.more", count=len(waiting) - MOST_UNITS))
    _print_strangers(collected)
    colour = "green" if collected.exit_code == 0 else "yellow"
    say(_summary(collected), f"bold {colour}")
    if collected.slips:
        say(text("collect.said.slips", count=len(collected.slips), folder=order.output / FOLDER))
    for path in written:
        say(text("report.written", path=path), "green")


def _print_notes(collected: Collected) -> None:
    comma = text("words.comma")
    if collected.left:
        say(text("collect.said.left_lock", who=collected.left), "yellow")
    if collected.roster.unused:
        say(text("collect.said.unused", heads=comma.join(collected.roster.unused)), "dim")
    if collected.off:
        say(text("rules.are_off", rules=comma.join(in_words(collected.off))), "yellow")
    if collected.own:
        say(text("collect.said.own", count=collected.own), "dim")


def _print_strangers(collected: Collected) -> None:
    if collected.strangers:
        say(text("collect.said.strangers", count=len(collected.strangers)), "yellow")
    for each in collected.strangers[:MOST_STRANGERS]:
        say("  " + text("collect.said.stranger", file=each.seen.unit.name, what=what_of(each)))
    if len(collected.strangers) > MOST_STRANGERS:
        say("  " + text("collect.said.more_strangers", count=len(collected.strangers) - MOST_STRANGERS))


def _summary(collected: Collected) -> str:
    shown = [
        text("collect.said.count", state=text(f"collect.state.{state}"), count=collected.counts[state])
        for state in STATES
        if collected.counts[state]
    ]
    return text(
        "collect.said.summary",
        year=collected.year,
        today=collected.today.isoformat(),
        units=len(collected.standings),
        counts=text("words.comma").join(shown),
    )


def _print_table(standings: Sequence[Standing]) -> None:
    """Print a table as wide as the terminal; texts of units are never taken for markup."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=text("collect.said.table"), box=box.SIMPLE, title_justify="left", pad_edge=False)
    for name in ("unit", "state", "todo", "file"):
        table.add_column(text(f"collect.column.{name}"), overflow="fold", no_wrap=name == "state")
    for each in standings:
        state = Text(text(f"collect.state.{each.state}"), style=COLOURS.get(each.state, "red"))
        told = Text("\n".join((todo(each), *notes(each))))
        table.add_row(Text(each.member.name), state, told, Text("\n".join(each.files)))
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else PLAIN_WIDTH
    console = Console(width=width, highlight=False, soft_wrap=False)
    console.print(table)
