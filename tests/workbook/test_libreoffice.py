"""The live checks as LibreOffice calculates them, and the round trip through it.

Workbooks are written blank, filled in with openpyxl, which keeps no calculated value, and converted in one
run: every value read back was calculated by LibreOffice. Each identity of each edition is made to hold, to
break and to wait, as many in one workbook as do not disturb each other.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.formula.translate import Translator

from govreport_writer import editions, read_submission, run_checks
from govreport_writer.blank import blank_submission
from govreport_writer.cells import CellRef
from govreport_writer.checks.sides import applies
from govreport_writer.findings import Finding
from govreport_writer.form.edition import FormEdition, Identity, Term
from govreport_writer.submission import Agency
from govreport_writer.workbook import cover
from govreport_writer.workbook.layout import layouts
from govreport_writer.workbook.round_trip import differences
from govreport_writer.workbook.spots import Spot, a1
from govreport_writer.workbook.write import workbook_bytes

HOLDS, BROKEN, UNFILLED, NOT_MEANT, NOT_STATED = "通过", "不通过", "未填", "不适用", "未核对"
CHECKS, COVER = "校验结果", "封面"
FIRST_ROW = 5
HELPERS = 80
"""So many columns to the right of each cell stand the conditions under which it turns red, as a formula."""
SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"
SAMPLE_NAMES = sorted(path.parent.name for path in SAMPLES.glob("*/report.yaml"))
EDITIONS = editions.available()
AGENCY = Agency(name="青溪县审计局", kind="department", level="county")
AGENCIES = (
    Agency(name="青溪省人民政府", kind="government", level="province"),
    Agency(name="青溪市人民政府", kind="government", level="city"),
    Agency(name="青溪县人民政府", kind="government", level="county"),
    Agency(name="青溪总局", kind="department", level="national"),
    Agency(name="青溪省人民政府办公厅", kind="department", level="province"),
    Agency(name="青溪市人民政府办公室", kind="authorised", level="city"),
    Agency(name="青溪市人民政府办公室主任", kind="department", level="city"),
    Agency(name="青溪县人民政府办公室", kind="department", level="county"),
    Agency(name="青溪镇人民政府", kind="township", level="town"),
)

Typed = int | Decimal | str
Figures = dict[CellRef, Typed]


@dataclass(frozen=True)
class Trial:
    """A line of the sheet, what is typed for it and must come out; `reach` are the cells it rests on."""

    line: int
    expected: str
    typed: Figures
    reach: frozenset[CellRef]
    stated: Figures = field(default_factory=dict)


@dataclass
class Filled:
    """A workbook with the trials made in it."""

    name: str
    edition_id: str
    agency: Agency = AGENCY
    trials: list[Trial] = field(default_factory=list)

    @property
    def form(self) -> FormEdition:
        return editions.load(self.edition_id)

    @property
    def typed(self) -> Figures:
        return {ref: value for trial in self.trials for ref, value in trial.typed.items()}

    @property
    def stated(self) -> Figures:
        return {ref: value for trial in self.trials for ref, value in trial.stated.items()}


# --- what is tried


def parts_of(ref: CellRef, form: FormEdition) -> tuple[CellRef, ...]:
    cell = form.cells[ref]
    return cell.column_parts or cell.row_parts


def reach_of(refs: Iterable[CellRef], form: FormEdition) -> frozenset[CellRef]:
    """Return cells with all that they add up, along rows and columns."""
    found: set[CellRef] = set()
    waiting = list(refs)
    while waiting:
        ref = waiting.pop()
        if ref not in found:
            found.add(ref)
            waiting += [*form.cells[ref].column_parts, *form.cells[ref].row_parts]
    return frozenset(found)


def fill(ref: CellRef, value: Typed | None, form: FormEdition, typed: Figures) -> None:
    """Let a cell have a value: typed, or in the first of the cells that a total adds up."""
    if value is None:
        return
    while parts_of(ref, form):
        ref = parts_of(ref, form)[0]
    typed[ref] = value


def spread(total: Typed | None, count: int) -> Sequence[Typed | None]:
    """Return figures that add up to a total: two that count, a 0, and blanks; only the second is below 0."""
    if count < 2 or not isinstance(total, int) or total == 0:
        return [total, *[total if total == 0 else None] * (count - 1)][:count]
    first = total - 2 if total > 0 else 2
    return [first, total - first, *[0] * min(1, count - 2), *[None] * (count - 3)][:count]


def alone(total: Typed | None, count: int) -> Sequence[Typed | None]:
    """Return figures of which only the first counts."""
    return [total, *[0] * (count - 1)][:count]


OUTCOMES: Mapping[str, tuple[tuple[int, int, str], ...]] = {
    "balance": ((7, 7, HOLDS), (8, 7, BROKEN), (0, 0, HOLDS), (0, 7, BROKEN)),
    "bound": (
        (7, 7, HOLDS),
        (6, 7, HOLDS),
        (8, 7, BROKEN),
        (0, 7, HOLDS),
        (0, -7, BROKEN),
        (0, 0, HOLDS),
        (7, 0, BROKEN),
    ),
    "together": ((0, 0, HOLDS), (7, 3, HOLDS), (0, 3, BROKEN), (3, 0, BROKEN)),
    "implies": ((0, 0, HOLDS), (3, 0, HOLDS), (3, 7, HOLDS), (0, 3, BROKEN)),
    "unlike": ((7, 6, HOLDS), (0, 0, HOLDS), (6, 7, HOLDS), (7, 7, BROKEN)),
}


def trials_of(line: int, identity: Identity, form: FormEdition) -> Iterator[Trial]:
    yield from (
        trials_of_footing(line, identity, form)
        if identity.kind == "footing"
        else trials_of_relation(line, identity, form)
    )


def trials_of_relation(line: int, identity: Identity, form: FormEdition) -> Iterator[Trial]:
    left, right = identity.left, identity.right
    for one, other, expected in OUTCOMES[identity.kind]:
        if (left or not one) and (right or not other):
            yield trial(line, identity, form, spread(one, len(left)), spread(other, len(right)), expected)
    if left and right:
        yield trial(line, identity, form, spread(7, len(left)), [], UNFILLED)
        yield trial(line, identity, form, [], spread(7, len(right)), UNFILLED)
        yield trial(line, identity, form, ["无"] * len(left), spread(7, len(right)), UNFILLED)
    if identity.kind == "unlike" and len(left) + len(right) > 2:
        yield trial(line, identity, form, alone(7, len(left)), alone(7, len(right)), HOLDS)


def trial(
    line: int,
    identity: Identity,
    form: FormEdition,
    left: Sequence[Typed | None],
    right: Sequence[Typed | None],
    expected: str,
) -> Trial:
    typed: Figures = {}
    for terms, values in ((identity.left, left), (identity.right, right)):
        for term, value in zip(terms, values, strict=False):
            fill(term.ref, value, form, typed)
    return Trial(line, expected, typed, reach(identity, form))


def reach(identity: Identity, form: FormEdition) -> frozenset[CellRef]:
    return reach_of((term.ref for term in (*identity.left, *identity.right)), form)


def trials_of_footing(line: int, identity: Identity, form: FormEdition) -> Iterator[Trial]:
    """A total left to its formula, typed the same, typed otherwise, and without anything to add up."""
    total, parts = identity.left[0].ref, [term.ref for term in identity.right]
    for values, over, expected in (
        ([5, 2], None, HOLDS),
        ([5, 2], 7, HOLDS),
        ([5, 2], 8, BROKEN),
        ([], None, UNFILLED),
        ([], 7, UNFILLED),
    ):
        typed: Figures = {}
        for ref, value in zip(parts, values, strict=False):
            fill(ref, value, form, typed)
        yield Trial(line, expected, typed | ({} if over is None else {total: over}), reach(identity, form))


def trials_of_control(line: int, ref: CellRef, form: FormEdition) -> Iterator[Trial]:
    typed: Figures = {}
    fill(ref, 7, form, typed)
    for stated, expected in (
        ({}, NOT_STATED),
        ({ref: 7}, HOLDS),
        ({ref: 6}, BROKEN),
        ({ref: "无"}, NOT_STATED),
    ):
        yield Trial(line, expected, typed, reach_of([ref], form), stated)
    yield Trial(line, UNFILLED, {}, reach_of([ref], form), {ref: 7})


@lru_cache
def identities(form: FormEdition) -> list[Identity]:
    return [identity for identity in form.identities if not identity.needs_prior]


@lru_cache
def controls(form: FormEdition) -> list[CellRef]:
    return [ref for layout in layouts(form) for ref in layout.control]


@lru_cache
def filled(edition_id: str) -> tuple[Filled, ...]:
    """Return the workbooks of an edition: each trial in the first one in which no trial disturbs another."""
    form = editions.load(edition_id)
    lines = identities(form)
    trials = [trial for line, identity in enumerate(lines) for trial in trials_of(line, identity, form)]
    for line, ref in enumerate(controls(form), len(lines)):
        trials += trials_of_control(line, ref, form)
    books: list[Filled] = []
    for each in sorted(trials, key=lambda trial: -len(trial.reach)):
        book = next((book for book in books if has_room(book, each)), None)
        if book is None:
            book = Filled(f"{edition_id}-{len(books)}", edition_id)
            books.append(book)
        book.trials.append(each)
    return tuple(books)


def has_room(book: Filled, trial: Trial) -> bool:
    """Whether a trial can be made in a workbook, and those already there still come out as meant."""
    typed, stated = book.typed, book.stated
    if any(typed.get(ref, value) != value for ref, value in trial.typed.items()):
        return False
    if any(each.line == trial.line for each in book.trials) or stated.keys() & trial.stated.keys():
        return False
    touched = trial.typed.keys()
    together = Filled(book.name, book.edition_id, book.agency, [*book.trials, trial])
    return all(comes_out(each, together) for each in together.trials if each is trial or each.reach & touched)


def comes_out(trial: Trial, book: Filled) -> bool:
    lines = identities(book.form)
    if trial.line < len(lines):
        return expected_line(lines[trial.line], book)[-1] == trial.expected
    return expected_control(controls(book.form)[trial.line - len(lines)], book)[-1] == trial.expected


@lru_cache
def of_agencies(edition_id: str) -> tuple[Filled, ...]:
    """Return workbooks of several agencies in which every conditional relation is broken where it applies."""
    form = editions.load(edition_id)
    if form.extends:
        return ()  # its conditions are those of the edition it extends
    lines = [
        (line, identity) for line, identity in enumerate(identities(form)) if identity.when or identity.unless
    ]
    if not lines:
        return ()
    books = []
    for number, agency in enumerate(AGENCIES):
        book = Filled(f"{edition_id}-agency-{number}", edition_id, agency)
        taken: set[CellRef] = set()
        for line, identity in lines:
            broken = next(each for each in trials_of(line, identity, form) if each.expected == BROKEN)
            expected = BROKEN if applies(identity, agency) else NOT_MEANT
            if not taken & broken.reach:
                book.trials.append(Trial(line, expected, broken.typed, broken.reach))
                taken |= broken.reach
        books.append(book)
    return tuple(books)


def all_filled(edition_id: str) -> tuple[Filled, ...]:
    return filled(edition_id) + of_agencies(edition_id)


# --- writing and converting


def spots(form: FormEdition) -> dict[CellRef, tuple[str, Spot]]:
    return {ref: (layout.table.sheet, spot) for layout in layouts(form) for ref, spot in layout.cells.items()}


def control_spots(form: FormEdition) -> dict[CellRef, tuple[str, Spot]]:
    return {
        ref: (layout.table.sheet, spot) for layout in layouts(form) for ref, spot in layout.control.items()
    }


def year_of(form: FormEdition) -> int:
    """A report year for which every relation of a form is meant."""
    return max([form.reporting_years.first, *(each.years.first for each in form.identities if each.years)])


@lru_cache
def blank_workbook(edition_id: str) -> bytes:
    form = editions.load(edition_id)
    return workbook_bytes(blank_submission(form, year_of(form), AGENCY))


def write_filled(book: Filled, path: Path) -> None:
    """Fill a blank workbook in, as an agency would, with the conditions of red cells beside the tables."""
    path.write_bytes(blank_workbook(book.edition_id))
    file = load_workbook(path)
    for values, places in ((book.typed, spots(book.form)), (book.stated, control_spots(book.form))):
        for ref, value in values.items():
            sheet, (row, column) = places[ref]
            file[sheet].cell(row, column).value = value
    for name in ("name", "kind", "level"):
        cell = file[COVER].cell(cover.row_of("agency", name), 2)
        cell.value = {"kind": KINDS, "level": LEVELS}.get(name, {}).get(
            getattr(book.agency, name), getattr(book.agency, name)
        )
    for layout in layouts(book.form):
        sheet = file[layout.table.sheet]
        for (row, column), conditions in conditions_of(sheet).items():
            sheet.cell(row, column + HELPERS).value = f"=OR({','.join(conditions)})"
    file.save(path)


KINDS = {
    "government": "政府",
    "department": "部门",
    "township": "乡镇（街道）",
    "authorised": "法律、法规授权组织",
}
LEVELS = {
    "national": "国家级",
    "province": "省级",
    "city": "市级",
    "county": "县级",
    "town": "乡镇级",
}


def conditions_of(sheet: Any) -> dict[Spot, list[str]]:
    """Return the conditions under which each cell of a sheet turns red, as they stand for that cell."""
    found: dict[Spot, list[str]] = {}
    for area in sheet.conditional_formatting:
        corner = a1((min(each.min_row for each in area.sqref), min(each.min_col for each in area.sqref)))
        for rule in area.rules:
            if rule.type == "expression" and not rule.formula[0].startswith("ISTEXT"):
                formula = Translator(f"={rule.formula[0]}", corner)
                for spot in (spot for box in area.sqref for spot in box.cells):
                    found.setdefault(spot, []).append(formula.translate_formula(a1(spot))[1:])
    return found


def zero_stated() -> Filled:
    """Return a workbook in which a ledger states 0 where the report has nothing yet."""
    edition_id = EDITIONS[-1]
    form = editions.load(edition_id)
    trial = Trial(len(identities(form)), BROKEN, {}, frozenset(), {controls(form)[0]: 0})
    return Filled("zero-stated", edition_id, trials=[trial])


ZERO_STATED = zero_stated()


def write_all(folder: Path) -> None:
    for edition_id in EDITIONS:
        for book in all_filled(edition_id):
            write_filled(book, folder / f"{book.name}.xlsx")
    write_filled(ZERO_STATED, folder / f"{ZERO_STATED.name}.xlsx")
    for name in SAMPLE_NAMES:
        path = folder / f"sample-{name}.xlsx"
        path.write_bytes(workbook_bytes(read_submission(SAMPLES / name / "report.yaml")))
        load_workbook(path).save(folder / f"uncalculated-{name}.xlsx")


def convert(folder: Path) -> None:
    """Convert every workbook of a folder into its subfolder `converted`, in one run of LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        pytest.fail("LibreOffice is missing: install the Debian package libreoffice-calc")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = sorted(path.name for path in folder.glob("*.xlsx"))
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", "converted", *files]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=900)
    assert sorted(path.name for path in (folder / "converted").iterdir()) == files


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the workbooks are; processes that test side by side share one run."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    folder = shared / "libreoffice"
    with (shared / "libreoffice.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            folder.mkdir()
            write_all(folder)
            convert(folder)
            (folder / "done").touch()
    return folder


# --- reading what LibreOffice calculated


Line = tuple[Any, Any, Any, Any]
"""Left, right, difference, result."""


@dataclass(frozen=True)
class Calculated:
    book: Filled
    lines: tuple[Line, ...]
    figures: Mapping[CellRef, Any]
    red: frozenset[tuple[str, Spot]]


_read: dict[str, Calculated] = {}


def calculated(book: Filled, folder: Path) -> Calculated:
    if book.name not in _read:
        _read[book.name] = read_calculated(book, folder)
    return _read[book.name]


def read_calculated(book: Filled, folder: Path) -> Calculated:
    file = load_workbook(folder / "converted" / f"{book.name}.xlsx", data_only=True)
    form, sheet = book.form, file[CHECKS]
    count = len(identities(form)) + len(controls(form))
    return Calculated(
        book,
        tuple(line_at(sheet, FIRST_ROW + number) for number in range(count)),
        {ref: plain(file[name].cell(*spot).value) for ref, (name, spot) in spots(form).items()},
        frozenset(
            (name, (row, column))
            for name, (row, column) in (*spots(form).values(), *control_spots(form).values())
            if file[name].cell(row, column + HELPERS).value is True
        ),
    )


def line_at(sheet: Any, row: int) -> Line:
    left, right, difference, result = (plain(sheet.cell(row, column).value) for column in (4, 5, 6, 7))
    return left, right, difference, result


def plain(value: Any) -> Any:
    return None if value == "" else value


# --- what a line must say, by arithmetic of its own


def figure(ref: CellRef, book: Filled) -> int | Decimal | None:
    """Return what a cell shows: the number typed, else what it adds up, else nothing."""
    return shown(ref, book.typed, book.form)


def shown(ref: CellRef, typed: Figures, form: FormEdition) -> int | Decimal | None:
    if ref in typed:
        value = typed[ref]
        return None if isinstance(value, str) else value
    return added([shown(part, typed, form) for part in parts_of(ref, form)])


def added(values: Sequence[int | Decimal | None]) -> int | Decimal | None:
    numbers = [value for value in values if value is not None]
    return sum(numbers) if numbers else None


def sides(identity: Identity, book: Filled) -> tuple[int | Decimal | None, int | Decimal | None]:
    def side(terms: tuple[Term, ...]) -> int | Decimal | None:
        return added([figure(term.ref, book) for term in terms]) if terms else 0

    return side(identity.left), side(identity.right)


def expected_line(identity: Identity, book: Filled) -> Line:
    left, right = sides(identity, book)
    waits = left is None or right is None
    return left, right, None if waits else left - right, result(identity, book, left, right)


def result(identity: Identity, book: Filled, left: Any, right: Any) -> str:
    if not applies(identity, book.agency):
        return NOT_MEANT
    if left is None or right is None:
        return UNFILLED
    return BROKEN if is_broken(identity, book, left, right) else HOLDS


def is_broken(identity: Identity, book: Filled, left: Any, right: Any) -> bool:
    if identity.kind in ("footing", "balance"):
        return bool(left != right)
    if identity.kind == "bound":
        return bool(left > right)
    if identity.kind == "together":
        return bool((left == 0) != (right == 0))
    if identity.kind == "implies":
        return bool(left == 0 != right)
    several = [terms for terms in (identity.left, identity.right) if len(terms) > 1]
    telling = [sum(bool(figure(term.ref, book)) for term in terms) > 1 for terms in several]
    return bool(left == right != 0 and all(telling))


def expected_control(ref: CellRef, book: Filled) -> Line:
    stated, total = book.stated.get(ref), figure(ref, book)
    if not isinstance(stated, int):
        return None, total, None, NOT_STATED
    if total is None:
        return stated, None, None, UNFILLED
    return stated, total, stated - total, HOLDS if stated == total else BROKEN


def named(line: int, form: FormEdition) -> str:
    lines = identities(form)
    if line >= len(lines):
        return f"control {controls(form)[line - len(lines)]}"
    identity = lines[line]
    return f"{identity.relation}@{(*identity.left, *identity.right)[0].ref}"


# --- the plan itself


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_plan__every_identity_holds_breaks_and_waits_somewhere(edition_id: str) -> None:
    form = editions.load(edition_id)
    tried = {(trial.line, trial.expected) for book in filled(edition_id) for trial in book.trials}

    for line, identity in enumerate(identities(form)):
        wanted = {HOLDS, BROKEN} | ({UNFILLED} if identity.left and identity.right else set())
        assert {word for number, word in tried if number == line} >= wanted, named(line, form)


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_plan__every_conditional_relation_is_meant_and_not_meant(edition_id: str) -> None:
    form = editions.load(edition_id)
    lines = [line for line, each in enumerate(identities(form)) if each.when or each.unless]
    if form.extends:
        of_base = {each.relation for each in identities(editions.load(form.extends))}
        lines = [line for line in lines if identities(form)[line].relation not in of_base]
    tried = {(trial.line, trial.expected) for book in of_agencies(edition_id) for trial in book.trials}

    assert tried >= {(line, word) for line in lines for word in (BROKEN, NOT_MEANT)}


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_plan__arithmetic_says_what_was_meant(edition_id: str) -> None:
    for book in all_filled(edition_id):
        for trial in book.trials:
            assert comes_out(trial, book), (book.name, named(trial.line, book.form), trial)


# --- the sheet 校验结果


@pytest.mark.slow
def test_workbooks__held_no_value_that_libreoffice_did_not_calculate(folder: Path) -> None:
    book = load_workbook(folder / f"{EDITIONS[0]}-0.xlsx", data_only=True)

    assert {book[CHECKS].cell(FIRST_ROW, column).value for column in (4, 5, 6, 7)} == {None}


@pytest.mark.slow
@pytest.mark.parametrize("edition_id", EDITIONS)
def test_results__are_those_that_the_figures_were_made_for(edition_id: str, folder: Path) -> None:
    wrong = [
        (book.name, named(trial.line, book.form), trial.expected, calculated(book, folder).lines[trial.line])
        for book in all_filled(edition_id)
        for trial in book.trials
        if calculated(book, folder).lines[trial.line][-1] != trial.expected
    ]

    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("edition_id", EDITIONS)
def test_lines__have_the_sides_difference_and_result_of_plain_arithmetic(
    edition_id: str, folder: Path
) -> None:
    wrong = []
    for book in all_filled(edition_id):
        for line, identity in enumerate(identities(book.form)):
            found, expected = calculated(book, folder).lines[line], expected_line(identity, book)
            if found != expected:
                wrong.append((book.name, named(line, book.form), found, expected))

    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("edition_id", EDITIONS)
def test_lines_of_the_ledger__compare_the_total_stated_with_that_of_the_report(
    edition_id: str, folder: Path
) -> None:
    wrong = []
    for book in all_filled(edition_id):
        for line, ref in enumerate(controls(book.form), len(identities(book.form))):
            found, expected = calculated(book, folder).lines[line], expected_control(ref, book)
            if found != expected:
                wrong.append((book.name, str(ref), found, expected))

    assert wrong == []


@pytest.mark.slow
def test_line_of_the_ledger__0_is_not_the_same_as_nothing(folder: Path) -> None:
    found = calculated(ZERO_STATED, folder).lines[ZERO_STATED.trials[0].line]

    assert found[:3] == (0, None, None)
    assert found[-1] != HOLDS


@pytest.mark.slow
@pytest.mark.parametrize("edition_id", EDITIONS)
def test_totals__are_blank_without_a_number_and_sums_else(edition_id: str, folder: Path) -> None:
    wrong, blanks, sums = [], 0, 0
    for book in all_filled(edition_id):
        for ref in book.form.cells:
            if not book.form.cells[ref].is_total:
                continue
            found, expected = calculated(book, folder).figures[ref], figure(ref, book)
            blanks, sums = blanks + (expected is None), sums + (expected is not None)
            if found != expected:
                wrong.append((book.name, str(ref), found, expected))

    assert wrong == []
    assert blanks
    assert sums


@pytest.mark.slow
@pytest.mark.parametrize("edition_id", EDITIONS)
def test_broken_lines__are_the_findings_of_the_program(edition_id: str, folder: Path) -> None:
    """Without texts, which make their relations wait, and totals that stand in for the report's."""
    wrong = []
    for book in all_filled(edition_id):
        if any(isinstance(value, str) for value in (*book.typed.values(), *book.stated.values())):
            continue
        submission = read_submission(folder / "converted" / f"{book.name}.xlsx")
        found = broken_in(run_checks(submission).findings)
        stated = reach_of(book.stated, book.form)
        shown = {
            cells_of(identity)
            for line, identity in enumerate(identities(book.form))
            if calculated(book, folder).lines[line][-1] == BROKEN
        }
        difference = {each for each in found ^ shown if not stated & reach_of(refs(each[1]), book.form)}
        if difference:
            wrong.append((book.name, sorted(difference)))

    assert wrong == []


def refs(paths: Iterable[str]) -> list[CellRef]:
    return [CellRef.parse(path) for path in paths]


def cells_of(identity: Identity) -> tuple[str, tuple[str, ...]]:
    return identity.relation, tuple(str(term.ref) for term in (*identity.left, *identity.right))


def broken_in(findings: Iterable[Finding]) -> set[tuple[str, tuple[str, ...]]]:
    return {
        (finding.relation, tuple(cell.path or "" for cell in instance.cells))
        for finding in findings
        if finding.relation
        for instance in finding.instances
    }


# --- red cells


@pytest.mark.parametrize("edition_id", EDITIONS)
def test_conditional_format__stands_over_the_cells_of_each_relation_on_one_sheet(
    edition_id: str, tmp_path: Path
) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(blank_workbook(edition_id))
    book, form = load_workbook(path), editions.load(edition_id)
    rules = {layout.table.sheet: conditions_of(book[layout.table.sheet]) for layout in layouts(form)}
    missing = []
    for line, identity in enumerate(identities(form)):
        cells = red_cells(identity, form)
        wanted = {a1(spot) for _, spot in cells}
        for sheet, spot in cells:
            found = [set(names(condition)) for condition in rules[sheet].get(spot, [])]
            if wanted not in found:
                missing.append((named(line, form), a1(spot)))

    assert missing == []


def names(condition: str) -> list[str]:
    return [name.replace("$", "") for name in re.findall(r"\$?[A-Z]+\$?[0-9]+", condition)]


def red_cells(identity: Identity, form: FormEdition) -> list[tuple[str, Spot]]:
    """Return the cells that turn red; none where another sheet decides, as the cover does."""
    places = [spots(form)[term.ref] for term in (*identity.left, *identity.right)]
    alone = len({sheet for sheet, _ in places}) == 1 and not (
        identity.when or identity.unless or identity.years
    )
    return places if alone else []


@pytest.mark.slow
@pytest.mark.parametrize("edition_id", EDITIONS)
def test_cells__are_red_exactly_where_a_relation_of_theirs_is_broken(edition_id: str, folder: Path) -> None:
    form = editions.load(edition_id)
    wrong = []
    for book in all_filled(edition_id):
        found = calculated(book, folder)
        red: set[tuple[str, Spot]] = set()
        for line, identity in enumerate(identities(form)):
            if found.lines[line][-1] == BROKEN:
                red |= set(red_cells(identity, form))
        for line, ref in enumerate(controls(form), len(identities(form))):
            if found.lines[line][-1] == BROKEN:
                red |= {spots(form)[ref], control_spots(form)[ref]}
        if red != found.red:
            wrong.append((book.name, sorted(red ^ found.red)))

    assert wrong == []


# --- the round trip by another program


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLE_NAMES)
@pytest.mark.parametrize("kind", ["sample", "uncalculated"])
def test_sample__comes_back_the_same_through_libreoffice(kind: str, name: str, folder: Path) -> None:
    before = read_submission(SAMPLES / name / "report.yaml")
    after = read_submission(folder / "converted" / f"{kind}-{name}.xlsx")

    assert differences(before, after) == []
    assert told(run_checks(after).findings) == told(run_checks(before).findings)


def told(findings: Iterable[Finding]) -> list[tuple[object, ...]]:
    """Return what findings say, without places in a file, or missing rows: a workbook has every row."""
    return [(each.id, each.severity, each.state, each.values, paths(each), sums(each)) for each in findings]


def sums(finding: Finding) -> list[object]:
    return [(each.left, each.right, each.formula, each.substitution) for each in finding.instances]


def paths(finding: Finding) -> list[list[str | None]]:
    return [[cell.path for cell in instance.cells] for instance in finding.instances]


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_cached_values__are_those_that_libreoffice_calculates(name: str, folder: Path) -> None:
    formulas = load_workbook(folder / f"sample-{name}.xlsx")
    cached = load_workbook(folder / f"sample-{name}.xlsx", data_only=True)
    fresh = load_workbook(folder / "converted" / f"uncalculated-{name}.xlsx", data_only=True)
    wrong = []
    for sheet in formulas.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            values = [plain(book[sheet.title][cell.coordinate].value) for book in (cached, fresh)]
            if values[0] != values[1]:
                wrong.append((sheet.title, cell.coordinate, cell.value, *values))

    assert wrong == []
