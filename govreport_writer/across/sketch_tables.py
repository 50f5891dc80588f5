"""What is kept of a table: a number for all its figures, and how much these tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b
from math import log2

from govreport_writer import messages
from govreport_writer.cells import CellRef
from govreport_writer.figures import printed
from govreport_writer.findings import Place
from govreport_writer.places import place
from govreport_writer.submission import Submission

LEAST_BITS = 10
"""Bits: a table that tells less is the same by chance too often."""
_SHOWN = 6

Filed = int | Decimal


@dataclass(frozen=True, slots=True)
class TableSketch:
    """A table by its figures. `bits` tell how unlikely it is that two units have them by chance."""

    digest: bytes
    bits: float
    title: str
    anchor: str
    spot: Place
    figures: str


def telling_tables(submission: Submission) -> Iterator[TableSketch]:
    """Yield the tables with figures that another unit would hardly have; totals tell nothing of their own."""
    for table in submission.edition.tables:
        own = [cell.ref for cell in submission.edition.cells_of(table.id) if not cell.is_total]
        filed: dict[CellRef, Filed] = {ref: value for ref in own if (value := submission.values.get(ref))}
        bits = _bits(filed.values())
        if bits >= LEAST_BITS:
            first = max(filed, key=lambda ref: abs(float(filed[ref])))
            yield TableSketch(
                digest=_digest(submission, filed),
                bits=bits,
                title=table.title or table.sheet,
                anchor=table.id,
                spot=place(submission, first),
                figures=_shown(filed.values()),
            )


def _bits(values: Iterable[Filed]) -> float:
    """Return what the distinct figures tell; the largest is often the sum of others."""
    telling = sorted({abs(float(value)) for value in values if abs(float(value)) > 1})
    return sum(log2(value) for value in telling[:-1])


def _digest(submission: Submission, filed: Mapping[CellRef, Filed]) -> bytes:
    units = submission.units
    lines = [f"{ref}={Decimal(value).normalize()}{units.get(ref) or ''}" for ref, value in filed.items()]
    return blake2b("\n".join(sorted(lines)).encode(), digest_size=8).digest()


def _shown(values: Iterable[Filed]) -> str:
    figures = [printed(value) for value in values]
    rest = messages.text("words.and_more") if len(figures) > _SHOWN else ""
    return messages.text("words.comma").join(figures[:_SHOWN]) + rest
