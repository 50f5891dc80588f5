"""Units for tests: submissions of any edition with chosen figures, in memory and as files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from govreport_writer import editions
from govreport_writer.cells import CellRef, Value
from govreport_writer.cli import run
from govreport_writer.form.edition import FormEdition
from govreport_writer.importers.write_tree import tree_of
from govreport_writer.submission import Agency, RawCell, RawSubmission, Submission
from govreport_writer.submission_build import build
from govreport_writer.submission_reading import read_submission
from govreport_writer.submission_text import written
from govreport_writer.summing.filing import Filing, filing_of
from govreport_writer.summing.result import Rollup
from govreport_writer.summing.run import Wanted, rolled_up

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"
RECEIVED = CellRef.parse("requests/received/natural_person")
RECEIVED_TOTAL = CellRef.parse("requests/received/total")
FEE = CellRef.parse("disclosure/fee/amount")
PROCUREMENT = CellRef.parse("disclosure/procurement/amount")
COUNTY = Agency(name="某某县人民政府", kind="government", level="county", code="G1")
Typed = Mapping[CellRef, Value | str | tuple[Value, str]]


def unit(
    name: str,
    typed: Typed,
    *,
    edition: str = "ogi-2021",
    variant: str | None = None,
    year: int = 2024,
    code: str | None = None,
    kind: str = "department",
) -> Submission:
    """A submission with these cells typed; totals that are not typed are computed, the rest is missing."""
    form = editions.load(edition, variant)
    agency = Agency.model_validate({"name": name, "kind": kind, "level": "county", "code": code})
    cells = {ref: _raw(value) for ref, value in typed.items()}
    return build(form, RawSubmission(f"{name}.yaml", year, agency, cells=cells))


def _raw(value: Value | str | tuple[Value, str]) -> RawCell:
    return RawCell(*value) if isinstance(value, tuple) else RawCell(value)


def full(edition: str = "ogi-2021", number: int = 0) -> dict[CellRef, Any]:
    """Every cell that is no total, with one number; 万元 where an amount has to state its unit."""
    form = editions.load(edition)
    cells = [cell for cell in form.cells.values() if not cell.is_total]
    return {
        cell.ref: (number, "万元") if cell.type == "amount" and cell.unit is None else number
        for cell in cells
    }


def filed(submission: Submission) -> Filing:
    text = written(tree_of(submission), ".yaml")
    return filing_of(submission, submission.file, hashlib.sha256(text.encode()).hexdigest())


def summed(*units: Submission, **wanted: object) -> Rollup:
    return rolled_up([filed(each) for each in units], Wanted(COUNTY, **wanted))  # type: ignore[arg-type]


def on_disk(folder: Path, submission: Submission, name: str | None = None) -> Path:
    """The submission as a YAML file in a folder."""
    path = folder / f"{name or submission.agency.name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written(tree_of(submission), ".yaml"), encoding="utf-8")
    return path


def sample(name: str) -> Submission:
    return read_submission(SAMPLES / name / "report.yaml")


def leaves(form: FormEdition) -> list[CellRef]:
    return [ref for ref, cell in form.cells.items() if not cell.is_total]


@st.composite
def typed_cells(draw: st.DrawFn, edition: str = "ogi-2019") -> dict[CellRef, object]:
    """A few cells filled, with figures of their types, blanks, and amounts in either unit of money."""
    form = editions.load(edition)
    some = draw(st.lists(st.sampled_from(leaves(form)), max_size=12, unique=True))
    return {ref: draw(_figure(form, ref)) for ref in some}


def _figure(form: FormEdition, ref: CellRef) -> st.SearchStrategy[object]:
    cell = form.cells[ref]
    if cell.type == "amount":
        amounts = st.decimals(0, 10**9, places=2, allow_nan=False).map(_plain)
        return st.tuples(amounts, st.sampled_from(["元", "万元"])) if cell.unit is None else amounts
    low = -(10**6) if cell.type == "change" else 0
    return st.none() | st.integers(low, 10**6)


def _plain(value: Decimal) -> Value:
    return int(value) if value == value.to_integral_value() else value


def govreport(*arguments: object) -> int:
    return run([str(each) for each in arguments])


def here(*arguments: object) -> int:
    """Run a command without other processes."""
    return govreport("--debug", *arguments)
