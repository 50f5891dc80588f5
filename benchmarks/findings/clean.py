"""Clean submissions of every edition: most figures nought or small, some large, every relation holding."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from govreport_writer import editions
from govreport_writer.blank import blank_submission
from govreport_writer.cells import CellRef, Value
from govreport_writer.checks.context import Context
from govreport_writer.checks.kinds import KINDS
from govreport_writer.checks.sides import Sides, evaluate, meant_for
from govreport_writer.form.edition import Cell, FormEdition, Identity, Term
from govreport_writer.submission import Agency, NarrativeSection, RawCell, Submission
from govreport_writer.submission_build import build
from govreport_writer.submission_reading import read_submission

SAMPLE = Path(__file__).resolve().parents[2] / "sample_inputs" / "county-audit-2024"
FORMS = (
    ("ogi-2014", None),
    ("ogi-2014", "no-gazette"),
    ("ogi-2019", None),
    ("ogi-2019-zhejiang", None),
    ("ogi-2021", None),
)
"""Editions and variants; the sample stands beside them."""
SCALES = (6, 40, 400)
"""How much a small, a middling and a busy agency count in a row that is not empty."""
AGENCIES = (
    Agency(name="青溪县民政局", kind="department", level="county"),
    Agency(name="青溪县林业局", kind="department", level="county"),
    Agency(name="临川市人民政府", kind="government", level="city"),
)
PATIENCE = 300
"""Corrections after which figures are drawn anew."""

Figures = dict[CellRef, int | Decimal]


@dataclass(frozen=True, slots=True)
class Clean:
    """A submission without faults, totals left out, and last year's where it is given."""

    name: str
    submission: Submission
    prior: Submission | None


def clean_submissions(name: str, variant: str | None, count: int, seed: int) -> Iterator[Clean]:
    """Yield clean submissions of an edition; every third comes without last year's."""
    edition = editions.load(name, variant)
    shown = f"{name} {variant}" if variant else name
    for number in range(count):
        rng = random.Random(f"{seed}/{shown}/{number}")
        scale, agency = SCALES[number % len(SCALES)], AGENCIES[number % len(AGENCIES)]
        year = edition.reporting_years.first + (1 if number % 3 == 0 else 0)
        prior = None if number % 3 == 1 else _last_year(edition, agency, year - 1, scale, rng)
        yield Clean(shown, _drawn(edition, agency, year, scale, prior, rng), prior)


def _last_year(edition: FormEdition, agency: Agency, year: int, scale: int, rng: random.Random) -> Submission:
    """Draw a submission of the year before, of the edition before where the year is not served."""
    older = edition if edition.serves(year) or not edition.supersedes else editions.load(edition.supersedes)
    return _drawn(older, agency, year, scale, None, rng)


def sample() -> Clean:
    """Return the sample of a county's audit office, with last year's."""
    prior, this = (read_submission(SAMPLE / f"{name}.yaml") for name in ("prior", "report"))
    return Clean("county-audit-2024", with_figures(this, _filed(this)), prior)


def _filed(submission: Submission) -> dict[CellRef, Value]:
    cells = submission.edition.cells
    return {ref: value for ref, value in submission.values.items() if not cells[ref].is_total}


def with_figures(submission: Submission, figures: Mapping[CellRef, Value]) -> Submission:
    """Return a submission with other figures and nothing else changed."""
    known = submission.edition.cells
    cells = {ref: RawCell(value, _unit(known[ref])) for ref, value in figures.items()}
    return build(submission.edition, replace(submission.raw, cells=cells))


def _drawn(
    edition: FormEdition, agency: Agency, year: int, scale: int, prior: Submission | None, rng: random.Random
) -> Submission:
    """Draw figures until relations can be made to hold."""
    blank = _with_text(blank_submission(edition, year, agency))
    while True:
        figures = _figures(edition, scale, rng)
        for _ in range(PATIENCE):
            submission = with_figures(blank, figures)
            fault = _first_fault(Context(submission, prior))
            if fault is None:
                return submission
            _mend(*fault, submission, figures, rng)


def _with_text(submission: Submission) -> Submission:
    empty = [NarrativeSection(each.id, None, "", "", None) for each in submission.edition.sections]
    parts = submission.raw.narrative or empty
    narrative = tuple(replace(part, before="已按要求办理。") for part in parts)
    return replace(submission, raw=replace(submission.raw, narrative=narrative))


def _unit(cell: Cell) -> str | None:
    return cell.unit or ("万元" if cell.type == "amount" else None)


def _figures(edition: FormEdition, scale: int, rng: random.Random) -> Figures:
    """Draw a figure for every cell but totals: large where a busy row meets the first column."""
    figures: Figures = {}
    rows = {(ref.table, ref.row): rng.expovariate(1) if rng.random() < 0.5 else 0.0 for ref in edition.cells}
    first = {ref.table: ref.column for ref in reversed(edition.cells)}
    columns = {
        (ref.table, ref.column): 1.0 if first[ref.table] == ref.column else rng.choice((0.0, 0.05, 0.3))
        for ref in edition.cells
    }
    for ref, cell in edition.cells.items():
        if not cell.is_total:
            mean = scale * rows[ref.table, ref.row] * columns[ref.table, ref.column]
            figures[ref] = _figure(cell, mean, rng)
    return figures


def _figure(cell: Cell, mean: float, rng: random.Random) -> int | Decimal:
    value = int(rng.expovariate(1 / mean) + 0.5) if mean else 0
    if cell.type == "amount":
        return Decimal(value * 100 + rng.randrange(100)) / 100 if value else 0
    return value * rng.choice((1, -1)) if cell.type == "change" else value


def _first_fault(context: Context) -> tuple[Identity, Sides] | None:
    for identity in context.edition.identities:
        if (
            identity.severity != "hint"
            and (context.prior or not identity.needs_prior)
            and meant_for(identity, context.submission)
        ):
            sides = evaluate(identity, context)
            if sides is not None and not KINDS[identity.kind].holds(sides):
                return identity, sides
    return None


def _mend(
    identity: Identity, sides: Sides, submission: Submission, figures: Figures, rng: random.Random
) -> None:
    """Change one figure so that an identity holds, or nearly does."""
    left, right = (_cells(terms, submission) for terms in (identity.left, identity.right))
    gap = sides.right - sides.left
    if identity.kind not in ("balance", "bound"):
        ref = rng.choice(left + right)
        figures[ref] = 0 if figures[ref] and rng.random() < 0.3 else figures[ref] + rng.randint(1, 9)
    elif right and (not left or (gap < 0 and rng.random() < 0.5)):
        _add(right, -gap, submission, figures, rng)
    elif left:
        _add(left, gap, submission, figures, rng)


def _add(
    refs: list[CellRef], amount: int | Decimal, submission: Submission, figures: Figures, rng: random.Random
) -> None:
    """Add to one of several cells, rather to one that is not nought; never below it."""
    ref = rng.choice([each for each in refs if figures[each]] or refs)
    may_fall = submission.edition.cells[ref].type == "change"
    figures[ref] = figures[ref] + amount if may_fall else max(0, figures[ref] + amount)


def _cells(terms: tuple[Term, ...], submission: Submission) -> list[CellRef]:
    return [ref for term in terms if not term.prior for ref in leaves_of(term.ref, submission)]


def leaves_of(ref: CellRef, submission: Submission) -> list[CellRef]:
    """Return the cells that were filed of which a cell is the sum; itself when it was filed."""
    if submission.origins[ref].state != "computed":
        return [ref]
    cell = submission.edition.cells[ref]
    return [leaf for part in cell.column_parts or cell.row_parts for leaf in leaves_of(part, submission)]
