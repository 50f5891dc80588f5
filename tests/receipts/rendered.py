"""A unit rendered with its receipt, for tests of receipts."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from govreport_writer.documents.files import Order
from govreport_writer.explanations_file import path_beside
from govreport_writer.pipeline import check_file, documents_of
from govreport_writer.receipts.resume import Done, done_before, reader_of, receipts_in
from govreport_writer.receipts.shape import Receipt, receipt_in
from govreport_writer.receipts.source import source_at
from govreport_writer.receipts.writing import Earlier, earlier_part, receipt_for
from govreport_writer.rules_off import Off
from govreport_writer.submission_reading import read_submission

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"


@dataclass(frozen=True)
class Unit:
    """A copy of a sample below `folder`/in, rendered into `folder`/out."""

    folder: Path
    sample: str = "county-audit-2024"
    formats: tuple[str, ...] = ("html", "json")
    draft: bool = False
    off: Off = ()
    priors: tuple[Path, ...] = ()
    order: Order = field(init=False)

    def __post_init__(self) -> None:
        order = Order(self.folder / "out", self.formats, self.draft)
        object.__setattr__(self, "order", order)

    @property
    def name(self) -> str:
        return f"{self.sample}/report.yaml"

    @property
    def path(self) -> Path:
        return self.folder / "in" / self.name

    @property
    def out(self) -> Path:
        return self.order.folder

    @property
    def beside(self) -> Path:
        return path_beside(self.path)

    def begin(self) -> Unit:
        self.path.parent.mkdir(parents=True)
        shutil.copy(SAMPLES / self.name, self.path)
        return self

    def render(self, order: Order | None = None, off: Off | None = None) -> Path:
        """Write documents and receipt as a run does, and return where the receipt is."""
        order, off = order or self.order, self.off if off is None else off
        source = source_at(self.path, self.name)
        earlier = [read_submission(each) for each in self.priors]
        outcome = check_file(self.path, earlier, order.formats, off)
        made = documents_of(outcome, order)
        assert made is not None, outcome.error or outcome.findings
        assert source is not None
        name, receipt = receipt_for(outcome, order, off, source, made.contents)
        for each, data in {**made.contents, name: receipt}.items():
            (order.folder / each).parent.mkdir(parents=True, exist_ok=True)
            (order.folder / each).write_bytes(data)
        return order.folder / name

    def done(self, order: Order | None = None, off: Off | None = None) -> Done | None:
        """Return what a run with `--resume` is told of the unit."""
        order, off = order or self.order, self.off if off is None else off
        read = reader_of(self.out)
        return done_before(
            self.path, self.name, receipts_in(self.out), read, order, off, lambda _: self.earlier()
        )

    def done_with(self, path: Path, content: bytes) -> Done | None:
        """Return what a run is told while a file has another content."""
        whole = path.read_bytes()
        path.write_bytes(content)
        try:
            return self.done()
        finally:
            path.write_bytes(whole)

    def earlier(self) -> Earlier:
        return tuple(earlier_part(read_submission(each).year, each) for each in self.priors)


def receipt_at(path: Path) -> Receipt:
    receipt = receipt_in(path.read_bytes())
    assert receipt is not None
    return receipt
