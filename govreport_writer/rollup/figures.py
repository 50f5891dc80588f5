"""The figures of one unit, small enough to be kept for ten thousand of them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from govreport_writer.cells import CellRef, Location, Value
from govreport_writer.form.edition import FormEdition
from govreport_writer.submission import Submission

FILED, BLANK, MISSING, COMPUTED, UNREADABLE, ABSENT = "fbmcu-"
"""States of a cell: a number, typed blank, not there, a total left out, no number, of a table not filed."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a unit filed, in the order of its edition's cells.

    `states` has a letter a cell; `units` name those of money by index; `places` say where a cell was typed:
    a line, the name of a cell in a workbook, None for nowhere; `unread` holds what is no number by index.
    """

    values: tuple[Value, ...]
    states: str
    units: Mapping[int, str | None]
    places: tuple[int | str | None, ...]
    unread: Mapping[int, str]

    def packed(self) -> bytes:
        """Return all of it in few bytes."""
        values = [str(value) if isinstance(value, Decimal) else value for value in self.values]
        return zlib.compress(
            json.dumps(
                [values, self.states, [*self.units.items()], self.places, [*self.unread.items()]]
            ).encode(),
            1,
        )

    @classmethod
    def unpacked(cls, data: bytes) -> Figures:
        """Return the figures that were packed."""
        values, states, units, places, unread = json.loads(zlib.decompress(data))
        numbers = tuple(Decimal(value) if isinstance(value, str) else value for value in values)
        return cls(numbers, states, dict(units), tuple(places), dict(unread))


def figures_of(submission: Submission) -> Figures:
    """Return the figures of a submission."""
    cells = submission.edition.cells
    amounts = [index for index, cell in enumerate(cells.values()) if cell.type == "amount"]
    refs = tuple(cells)
    return Figures(
        values=tuple(submission.values.get(ref) for ref in refs),
        states="".join(_state(submission, ref) for ref in refs),
        units={index: submission.units.get(refs[index]) for index in amounts},
        places=tuple(_place(submission.location(ref)) for ref in refs),
        unread={
            index: raw for index, ref in enumerate(refs) if (raw := _unread(submission, ref)) is not None
        },
    )


def _state(submission: Submission, ref: CellRef) -> str:
    origin = submission.origins.get(ref)
    if origin is None:
        return ABSENT
    if origin.state in ("unreadable", "waiting"):
        return UNREADABLE
    if origin.state == "computed":
        return COMPUTED
    if origin.state == "missing":
        return MISSING
    return BLANK if submission.values.get(ref) is None else FILED


def _unread(submission: Submission, ref: CellRef) -> str | None:
    origin = submission.origins.get(ref)
    return origin.raw if origin is not None and origin.state == "unreadable" else None


def _place(location: Location) -> int | str | None:
    return location.line if location.cell is None else str(location)


def index_of(edition: FormEdition) -> Mapping[CellRef | None, int]:
    """Return at which index each cell of an edition stands."""
    return {ref: index for index, ref in enumerate(edition.cells)}
