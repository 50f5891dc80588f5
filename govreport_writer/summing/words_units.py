"""Units in words: which count, which do not, which are missing, and what is to be said of their cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from govreport_writer import messages
from govreport_writer.cells import CellRef
from govreport_writer.findings import VERDICTS
from govreport_writer.form.edition import FormEdition
from govreport_writer.places import label_of
from govreport_writer.summing.filing import Filing, NotRead
from govreport_writer.summing.remarks import Remarks
from govreport_writer.summing.result import Rollup
from govreport_writer.summing.standing import Standing

CELLS = 4
"""Cells or units named in one line."""


def standing_lines(standings: Sequence[Standing]) -> list[str]:
    """Return a line a unit; units that one government stands for are counted in one."""
    covering = Counter(each.because for each in standings if each.state == "covered")
    whole = [messages.text("rollup.line.covering", name=name, count=covering[name]) for name in covering]
    return whole + [standing_line(each) for each in standings if each.state != "covered"]


def standing_line(standing: Standing) -> str:
    """Return a unit with its file, and the other one that decides."""
    filing = standing.filing
    if isinstance(filing, NotRead):
        return filing.why
    shown = named(filing)
    if not standing.because:
        return shown
    return messages.text("rollup.line.because", name=shown, because=standing.because)


def named(filing: Filing | NotRead) -> str:
    """Return a unit's name with its file."""
    if isinstance(filing, NotRead):
        return filing.place
    return messages.text("rollup.named", name=filing.name, place=filing.place)


def member_lines(rollup: Rollup) -> list[str]:
    """Return the units that are missing, with their places in the roster."""
    return [messages.text("rollup.line.member", name=each.name, place=each.place) for each in rollup.missing]


def verdicts_in_words(rollup: Rollup) -> str:
    """Return how many units that count have which verdict."""
    counts = Counter(_verdict(rollup.standings[index]) for index in rollup.counted)
    shown = [
        messages.text("rollup.verdict", verdict=messages.text(f"verdict.{verdict}"), count=counts[verdict])
        for verdict in VERDICTS
        if counts[verdict]
    ]
    return messages.text("rollup.verdicts", counts=messages.text("words.comma").join(shown))


def _verdict(standing: Standing) -> str | None:
    return standing.filing.verdict if isinstance(standing.filing, Filing) else None


def remark_lines(rollup: Rollup, kind: str) -> Iterator[str]:
    """Yield the units that count with their cells of one kind of remark."""
    for index, remarks in rollup.remarks.items():
        refs: tuple[CellRef, ...] = getattr(remarks, kind)
        if refs:
            cells = cells_in_words(remarks.edition, refs)
            counted = messages.text("rollup.cells", count=len(refs), cells=cells)
            yield f"{named(rollup.standings[index].filing)}{messages.text('words.colon')}{counted}"


def cells_in_words(edition: FormEdition, refs: Sequence[CellRef]) -> str:
    """Return the labels of the first few cells."""
    return few([label_of(edition, ref) for ref in refs])


def few(names: Sequence[str]) -> str:
    """Return the first few names, and that there are more."""
    shown = messages.text("words.comma").join(names[:CELLS])
    return messages.text("rollup.and_more", shown=shown) if len(names) > CELLS else shown


def lost_in_words(remarks: Remarks) -> str:
    """Return the labels of all cells that are not counted."""
    return cells_in_words(remarks.edition, (*remarks.unreadable, *remarks.no_unit, *remarks.no_place))
