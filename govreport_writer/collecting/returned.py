"""Write the return slips of the units whose reports need work; those of earlier rounds are put aside."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload

from govreport_writer.batch.executor import Failed, carried_out
from govreport_writer.batch.storage import write
from govreport_writer.collecting.order import Collected, Executors, Order
from govreport_writer.collecting.rounds import Round
from govreport_writer.collecting.slips import SUFFIXES, slip_documents, slip_name
from govreport_writer.collecting.standing import RETURNED, Standing
from govreport_writer.collecting.state import State
from govreport_writer.errors import RenderError

FOLDER, EARLIER = "slips", "earlier"
"""Where the slips in force lie in the output folder, and those of rounds before."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A unit whose report is given back, with all its rounds."""

    agency: str
    office: str
    rounds: tuple[Round, ...]


@dataclass(frozen=True, slots=True)
class WriteSlip:
    """Writes the slip of a unit into a folder."""

    folder: str
    year: int

    def __call__(self, unit: Returned) -> tuple[str, ...]:
        """Return the names of the files; RenderError when they cannot be written."""
        number = unit.rounds[-1].number
        made = slip_documents(unit.agency, unit.office, self.year, unit.rounds)
        named = {slip_name(unit.agency, self.year, number, suffix): data for suffix, data in made.items()}
        if named:
            write(self.folder, named)
        return tuple(named)


@dataclass(frozen=True, eq=False)
class _Waiting(Sequence[Returned]):
    """The units to be written to; their rounds are fetched one unit at a time, as there may be thousands."""

    standings: Sequence[Standing]
    order: Order
    year: int
    state: State

    def __len__(self) -> int:
        return len(self.standings)

    @overload
    def __getitem__(self, index: int) -> Returned: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Returned]: ...
    def __getitem__(self, index: int | slice) -> Returned | Sequence[Returned]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        standing = self.standings[index]
        above = self.order.roster.parent_of(standing.member)
        office = self.order.office or (above.name if above else "")
        return Returned(standing.member.name, office, self.state.rounds(standing.unit, self.year))


def write_slips(
    order: Order, collected: Collected, state: State, executors: Executors
) -> dict[str, tuple[str, ...]]:
    """Write the slips and return their files by the unit's place in the roster; RenderError when it fails."""
    folder = order.output / FOLDER
    standings = [each for each in collected.standings if each.state in RETURNED and each.seen is not None]
    waiting = _Waiting(standings, order, collected.year, state)
    written: dict[str, tuple[str, ...]] = {}
    if waiting:
        results = carried_out(WriteSlip(str(folder), collected.year), waiting, executors(len(waiting)))
        for standing, result in zip(standings, results, strict=True):
            if not isinstance(result, tuple):
                why = result.why if isinstance(result, Failed) else str(result)
                raise RenderError("collect.slip_failed", file=folder, unit=standing.member.name, why=why)
            written[standing.member.place] = result
    _put_aside(folder, {name for names in written.values() for name in names}, collected)
    return written


def _put_aside(folder: Path, current: set[str], collected: Collected) -> None:
    """Move the slips that are no longer in force out of the way; nothing else in the folder is touched."""
    for standing in collected.standings:
        for number in range(1, standing.number + 1):
            for suffix in SUFFIXES:
                name = slip_name(standing.member.name, collected.year, number, suffix)
                if name not in current and (folder / name).exists():
                    with contextlib.suppress(OSError):
                        (folder / EARLIER).mkdir(exist_ok=True)
                        (folder / name).replace(folder / EARLIER / name)
