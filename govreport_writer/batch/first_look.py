"""Look at units before they are rendered: which are done, and which would write one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from govreport_writer import messages
from govreport_writer.batch.identity import identity_at
from govreport_writer.batch.outputs import reads
from govreport_writer.batch.priors import NO_PRIORS, Priors
from govreport_writer.batch.storage import at_hand
from govreport_writer.batch.unit import Unit
from govreport_writer.documents.files import Order
from govreport_writer.errors import GovReportError
from govreport_writer.findings import Verdict
from govreport_writer.pipeline import Filed
from govreport_writer.receipts.parts import UnitPart
from govreport_writer.receipts.resume import Receipts, done_before
from govreport_writer.receipts.writing import SUFFIX, Earlier
from govreport_writer.rules_off import Off


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A unit that an earlier run has rendered, from the same and with the same; `stem` begins its names."""

    file: str
    filed: Filed
    verdict: Verdict
    files: tuple[str, ...]
    stem: str


@dataclass(frozen=True, slots=True)
class FirstLook:
    """Tells whether a unit is done, as `receipts` say; else what its documents' names would begin with."""

    order: Order
    off: Off = ()
    priors: Priors = NO_PRIORS
    receipts: Receipts | None = None

    def __call__(self, unit: Unit) -> Unchanged | str | None:
        """Return the unit as it was left, else the stem; None when it cannot be read."""
        try:
            with at_hand(unit) as path:
                return self._done(path, unit) or identity_at(path).stem
        except GovReportError:
            return None

    def _done(self, path: Path, unit: Unit) -> Unchanged | None:
        if not (self.receipts and unit.name in self.receipts):
            return None

        def earlier(unit: UnitPart) -> Earlier:
            return self.priors.parts_of(unit.agency, unit.short_names, unit.code, unit.year)

        read = reads(self.order.folder)
        done = done_before(path, unit.name, self.receipts, read, self.order, self.off, earlier)
        if done is None:
            return None
        return Unchanged(unit.place, done.filed, done.verdict, done.files, _stem(done.receipt))


def clashes(seen: Mapping[Unit, object]) -> dict[Unit, tuple[Unit, str]]:
    """Return, for each unit whose output another would write too, that other unit and the name."""
    by_name: dict[str, list[tuple[Unit, str]]] = {}
    for unit, found in seen.items():
        name = found.stem if isinstance(found, Unchanged) else found
        if isinstance(name, str):
            by_name.setdefault(name.casefold(), []).append((unit, name))
    return {
        unit: (next(other for other, _ in same if other != unit), name)
        for same in by_name.values()
        if len(same) > 1
        for unit, name in same
    }


def _stem(receipt: str) -> str:
    """Return what begins the names of the documents of a receipt, whether they are drafts or not."""
    return PurePath(receipt).name.removesuffix(SUFFIX).removesuffix(messages.printed("document.file_draft"))
