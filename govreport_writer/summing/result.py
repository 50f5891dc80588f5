"""What came of adding up units: the government's submission, and all that has to be said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from govreport_writer.cells import CellRef
from govreport_writer.findings import Finding, blocks
from govreport_writer.form.edition import FormEdition
from govreport_writer.form.file import NoteFile
from govreport_writer.rollup.additive import left_blank
from govreport_writer.rollup.differences import Compared
from govreport_writer.rollup.sums import Sums
from govreport_writer.roster import Member
from govreport_writer.submission import Submission
from govreport_writer.summing.government import TotalApart
from govreport_writer.summing.remarks import Remarks
from govreport_writer.summing.standing import WRONG, Standing


@dataclass(frozen=True)
class Rollup:
    """The sum of units. `remarks` are by the index of the standing; `own_totals` name units by theirs.

    `by_roster` tells that a roster said which units there are, `missing` which of them were not given.
    `given` is the government's own report that the sum was compared with, `compared` what came of it;
    `findings` say it as findings of the report.
    """

    submission: Submission
    sums: Sums
    standings: tuple[Standing, ...]
    remarks: Mapping[int, Remarks]
    missing: tuple[Member, ...]
    apart: tuple[TotalApart, ...]
    own_totals: Mapping[CellRef, tuple[int, ...]]
    by_roster: bool = False
    given: Submission | None = None
    compared: Compared | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def edition(self) -> FormEdition:
        """The government's edition."""
        return self.submission.edition

    @cached_property
    def counted(self) -> tuple[int, ...]:
        """The indices of the units that are part of the sum."""
        return tuple(index for index, each in enumerate(self.standings) if each.counts)

    @property
    def not_added(self) -> Mapping[CellRef, NoteFile]:
        """The cells left blank since figures of several agencies cannot be added up in them."""
        blank = left_blank(self.edition)
        return {ref: why for ref, why in blank.items() if ref in self.submission.values}

    @property
    def complete(self) -> bool:
        """Whether every figure of every unit expected is in the sum."""
        lost = any(each.lost for each in self.remarks.values())
        return not (lost or self.missing or any(each.state in WRONG for each in self.standings))

    @property
    def governments(self) -> tuple[int, ...]:
        """The units that count and may stand for others which count too, where no roster says which."""
        wholes = [index for index in self.counted if self.standings[index].is_whole]
        return () if self.by_roster or len(wholes) == len(self.counted) else tuple(wholes)

    @property
    def one_sided(self) -> tuple[CellRef, ...]:
        """The cells in which either the government or its units alone have a number."""
        return () if self.compared is None else self.compared.only_given + self.compared.only_units

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that nothing explains."""
        return tuple(filter(blocks, self.findings))

    @property
    def agrees(self) -> bool:
        """Whether totals come out alike, and the government's report, where one was given, says the same."""
        return not (self.apart or self.one_sided or self.open_findings)

    @property
    def exit_code(self) -> int:
        """0 complete and without differences, else 1."""
        return 0 if self.complete and self.agrees else 1
