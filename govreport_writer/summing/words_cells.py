"""Cells of the sum in words: left blank, in which unit of money, totals that come out otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from govreport_writer import messages
from govreport_writer.cells import Value
from govreport_writer.figures import printed
from govreport_writer.places import label_of
from govreport_writer.rollup.sums import CellSum
from govreport_writer.summing.result import Rollup
from govreport_writer.summing.words_units import few, named


def not_added_lines(rollup: Rollup) -> list[str]:
    """Return the cells left blank, why, and what plain addition would give."""
    return [
        messages.text(
            "rollup.line.not_added",
            cell=label_of(rollup.edition, ref),
            why=why.text,
            sum=value_in_words(rollup.sums[ref]),
        )
        for ref, why in rollup.not_added.items()
    ]


def value_in_words(found: CellSum) -> str:
    """Return a sum with the unit of money; a word for none."""
    if found.value is None:
        return messages.text("words.blank")
    return printed(found.value) + (found.unit or "" if found.rule != "none" else "")


def no_such_cell_lines(rollup: Rollup) -> list[str]:
    """Return the cells with figures of some units that others' editions do not have."""
    return [
        messages.text("rollup.line.no_such_cell", cell=label_of(rollup.edition, ref), count=found.absent)
        for ref, found in rollup.sums.items()
        if found.absent and found.value
    ]


def money_lines(rollup: Rollup) -> list[str]:
    """Return in which unit each amount is given, and who said so."""
    return [
        messages.text(
            f"rollup.line.money_{rollup.sums[ref].rule}",
            cell=label_of(rollup.edition, ref),
            unit=rollup.sums[ref].unit or "",
        )
        for ref, cell in rollup.edition.cells.items()
        if cell.type == "amount" and ref in rollup.submission.values
    ]


def apart_lines(rollup: Rollup) -> list[str]:
    """Return the totals that come out otherwise, with units whose own total is not their parts' sum."""
    return [
        _with_units(
            messages.text(
                "rollup.line.apart",
                cell=label_of(rollup.edition, each.ref),
                computed=or_blank(each.computed),
                of_totals=or_blank(each.of_totals),
            ),
            [named(rollup.standings[index].filing) for index in rollup.own_totals.get(each.ref, ())],
        )
        for each in rollup.apart
    ]


def _with_units(line: str, units: Sequence[str]) -> str:
    return messages.text("rollup.line.apart_units", line=line, units=few(units)) if units else line


def or_blank(value: Value) -> str:
    """Return a figure as printed, a word for none."""
    return messages.text("words.blank") if value is None else printed(value)
