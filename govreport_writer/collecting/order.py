"""What is to be collected, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from govreport_writer.batch.executor import Executor
from govreport_writer.collecting.groups import Group, Tally
from govreport_writer.collecting.matching import Stranger
from govreport_writer.collecting.standing import EXIT_OF_STATE, Standing
from govreport_writer.collecting.state import Event, Past
from govreport_writer.findings import EXIT_CODES
from govreport_writer.roster import Roster
from govreport_writer.rules_off import Off

STATE, LOCK = "govreport-collect.sqlite", "govreport-collect.lock"
"""What is kept in the folder between runs; the names are to be seen, so that nobody leaves them behind."""


Executors = Callable[[int], Executor]
"""Gives what carries out a run over so many items."""


@dataclass(frozen=True, slots=True)
class Order:
    """A folder and who owes a report in it. `year` None is what most files report on; `due` an own deadline.

    `leave_out` are paths that hold no submissions of units: the roster, results, earlier years.
    """

    folder: Path
    roster: Roster
    output: Path
    today: date
    year: int | None = None
    due: date | None = None
    office: str = ""
    profile: str = "standard"
    slips: bool = True
    off: Off = ()
    leave_out: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Collected:
    """Where every unit stands. `left` names who left a lock behind; `slips` are the files by unit's place."""

    year: int
    today: date
    roster: Roster
    standings: tuple[Standing, ...]
    groups: tuple[Group, ...]
    strangers: tuple[Stranger, ...]
    counts: Tally
    events: tuple[Event, ...] = ()
    slips: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rounds: tuple[Past, ...] = ()
    off: Off = ()
    own: int = 0
    left: str | None = None

    @property
    def exit_code(self) -> int:
        """The highest code of the units; a file that is nobody's has to be looked at as well."""
        codes = [EXIT_OF_STATE[standing.state] for standing in self.standings]
        strangers = [max(1, EXIT_CODES[each.seen.verdict]) for each in self.strangers]
        return max([*codes, *strangers], default=0)
