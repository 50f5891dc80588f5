"""Totals and relations of a form as formulas that every spreadsheet program knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from govreport_writer.cells import CellRef
from govreport_writer.figures import in_unit
from govreport_writer.form.edition import Cell, FormEdition, Identity, Term
from govreport_writer.form.file import ConditionFile
from govreport_writer.messages import printed
from govreport_writer.workbook.spots import Spot, quoted, ranges

Find = Callable[[CellRef], Spot]
"""Where a cell stands on its sheet."""
DIGITS = 6
"""Decimal places within which two sums of amounts are equal."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a relation: its sum, and how many of its cells hold a number; None for the number 0."""

    total: str
    count: str | None
    filled: str = ""
    """How many of its cells are not zero."""


@dataclass(frozen=True, slots=True)
class CoverCells:
    """Where the cover says what the agency is: references with their sheet."""

    kind: str
    level: str
    name: str
    year: str


def total(cell: Cell, find: Find) -> str:
    """Return the formula of a total: the sum of its numbers, and nothing where there is none."""
    parts = ",".join(ranges(find(part) for part in cell.column_parts or cell.row_parts))
    return f'=IF(COUNT({parts})=0,"",SUM({parts}))'


def side(terms: tuple[Term, ...], edition: FormEdition, reference: Callable[[CellRef], str]) -> Side:
    """Return the formulas of one side; amounts in other units are brought to that of the first cell."""
    if not terms:
        return Side("0", None)
    unit = edition.cells[terms[0].ref].unit
    names = [reference(term.ref) for term in terms]
    scaled = [
        _scaled(name, edition.cells[term.ref].unit, unit) for name, term in zip(names, terms, strict=True)
    ]
    joined = ",".join(names)
    return Side(
        total=f"SUM({joined})" if scaled == names else "+".join(f"N({each})" for each in scaled),
        count=f"COUNT({joined})",
        filled="+".join(f"(N({name})<>0)" for name in names),
    )


def _scaled(name: str, unit: str | None, wanted: str | None) -> str:
    worth = in_unit(1, unit, wanted)
    return name if worth == 1 else f"{name}*{worth}"


def is_broken(identity: Identity, left: Side, right: Side) -> str:
    """Return the condition under which a relation does not hold, given that both sides have numbers."""
    one, other = left.total, right.total
    if identity.kind in ("footing", "balance"):
        return f"ROUND({one}-({other}),{DIGITS})<>0"
    if identity.kind == "bound":
        return f"ROUND({one}-({other}),{DIGITS})>0"
    if identity.kind == "together":
        return f"({one}=0)<>({other}=0)"
    if identity.kind == "implies":
        return f"AND({one}=0,{other}<>0)"
    several = [
        f"{side.filled}>=2"
        for side, terms in ((left, identity.left), (right, identity.right))
        if len(terms) > 1
    ]
    return f"AND({one}<>0,ROUND({one}-({other}),{DIGITS})=0{''.join(f',{each}' for each in several)})"


def has_numbers(left: Side, right: Side) -> str:
    """Return the condition under which both sides have a number."""
    counts = [side.count for side in (left, right) if side.count]
    return "AND({})".format(",".join(f"{count}>0" for count in counts))


def result(identity: Identity, left: Side, right: Side, cover: CoverCells) -> str:
    """Return the formula that says 通过, 不通过, 未填, or 不适用 for an agency it is not meant for."""
    checked = (
        f'IF({has_numbers(left, right)},IF({is_broken(identity, left, right)},"{_word("broken")}",'
        f'"{_word("holds")}"),"{_word("unfilled")}")'
    )
    condition = applies(identity, cover)
    return f"={checked}" if condition is None else f'=IF({condition},{checked},"{_word("not_meant")}")'


def _word(name: str) -> str:
    return printed(f"workbook.result.{name}")


def applies(identity: Identity, cover: CoverCells) -> str | None:
    """Return the condition under which a relation is meant for the cover's agency and year; None: always."""
    wanted = _within(identity, cover)
    wanted += [_any(identity.when, cover)] if identity.when else []
    wanted += [f"NOT({_any(identity.unless, cover)})"] if identity.unless else []
    return f"AND({','.join(wanted)})" if wanted else None


def _within(identity: Identity, cover: CoverCells) -> list[str]:
    """Return the conditions on the report year."""
    if identity.years is None:
        return []
    last = [f"{cover.year}<={identity.years.last}"] if identity.years.last else []
    return [f"{cover.year}>={identity.years.first}", *last]


def _any(conditions: Iterable[ConditionFile], cover: CoverCells) -> str:
    return "OR({})".format(",".join(_holds(condition, cover) for condition in conditions))


def _holds(condition: ConditionFile, cover: CoverCells) -> str:
    parts = []
    if condition.kinds:
        kinds = [printed(f"workbook.kind.{kind}") for kind in condition.kinds]
        parts.append(_is_one_of(cover.kind, kinds))
    if condition.levels:
        levels = [printed(f"workbook.level.{level}") for level in condition.levels]
        parts.append(_is_one_of(cover.level, levels))
    if condition.name_ends:
        ends = (f'RIGHT({cover.name},{len(end)})="{end}"' for end in condition.name_ends)
        parts.append("OR({})".format(",".join(ends)))
    return f"AND({','.join(parts)})"


def _is_one_of(cell: str, words: list[str]) -> str:
    return "OR({})".format(",".join(f'{cell}="{word}"' for word in words))


def on_sheet(sheet: str, name: str) -> str:
    """Return a cell or range of another sheet as formulas write it."""
    return f"{quoted(sheet)}!{name}"
