"""Look up figures for `{{ path }}` and `{{ path | percent of path }}` in the text: a look-up, no language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from govreport_writer.cells import CellRef, Value
from govreport_writer.errors import SubmissionError
from govreport_writer.figures import added, printed
from govreport_writer.form.edition import FormEdition
from govreport_writer.form.paths import leaf_columns
from govreport_writer.form.tree import stands_for, walk
from govreport_writer.yaml_model import nearest

PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
_STRAY = re.compile(r"(?:\{\{|\}\}).*")
_SHARE = re.compile(r"\s*(\S+)\s*\|\s*percent\s+of\s+(\S+)\s*")
_PATH = re.compile(r"\s*([^\s|]+)\s*")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One look-up: cells to add up, for a share the cells of the whole, and its line in the file."""

    text: str
    cells: tuple[CellRef, ...]
    whole: tuple[CellRef, ...] | None
    line: int


def placeholders(text: str, edition: FormEdition, file: str, line: int) -> tuple[Placeholder, ...]:
    """Return the look-ups in a text that begins at `line`; SubmissionError for one that leads nowhere."""
    rest = PLACEHOLDER.sub(lambda match: "\n" * match[0].count("\n"), text)
    stray = _STRAY.search(rest)
    if stray is not None:
        at = line + rest.count("\n", 0, stray.start())
        raise SubmissionError("lookup.syntax", file=file, line=at, text=stray[0][:60])
    return tuple(
        _placeholder(match, edition, file, line + text.count("\n", 0, match.start()))
        for match in PLACEHOLDER.finditer(text)
    )


def misfits(text: str, edition: FormEdition, file: str, line: int) -> list[SubmissionError]:
    """Return an error for every look-up in a text that leads nowhere, and for a brace left open."""
    found = []
    for match in PLACEHOLDER.finditer(text):
        try:
            _placeholder(match, edition, file, line + text.count("\n", 0, match.start()))
        except SubmissionError as error:
            found.append(error)
    if not found:
        try:
            placeholders(text, edition, file, line)
        except SubmissionError as error:
            found.append(error)
    return found


def fill(
    text: str,
    edition: FormEdition,
    values: Mapping[CellRef, Value],
    blank: str,
    unreadable: frozenset[CellRef] = frozenset(),
    unread: str = "",
) -> str:
    """Return the text with every look-up filled in; one without a number prints `blank`.

    One over a cell that cannot be read prints `unread`: the sum of the others would be a wrong number.
    """

    def figure(match: re.Match[str]) -> str:
        placeholder = _placeholder(match, edition, "", 0)
        waits = not unreadable.isdisjoint((*placeholder.cells, *(placeholder.whole or ())))
        found = unread if waits else looked_up(placeholder, values)
        return blank if found is None else found

    return PLACEHOLDER.sub(figure, text)


def looked_up(placeholder: Placeholder, values: Mapping[CellRef, Value]) -> str | None:
    """Return what a look-up prints, or None when a needed number is blank or the whole is zero.

    A share has one decimal, rounded half up, without a trailing “.0”.
    """
    total = added(map(values.get, placeholder.cells))
    if placeholder.whole is None or total is None:
        return None if total is None else printed(total)
    whole = added(map(values.get, placeholder.whole))
    if not whole:
        return None
    share = (Decimal(total) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{share.normalize():f}%"


def _placeholder(match: re.Match[str], edition: FormEdition, file: str, line: int) -> Placeholder:
    inner = match.group(1)
    share = _SHARE.fullmatch(inner)
    single = _PATH.fullmatch(inner)
    if share is None and single is None:
        raise SubmissionError("lookup.syntax", file=file, line=line, text=match.group(0)[:60])

    def cells(path: str) -> tuple[CellRef, ...]:
        known = _paths(edition)
        if path not in known:
            raise SubmissionError(
                "lookup.unknown", file=file, line=line, path=path, hint=nearest(path, known)
            )
        return known[path]

    if share is not None:
        return Placeholder(match.group(0), cells(share.group(1)), cells(share.group(2)), line)
    assert single is not None
    return Placeholder(match.group(0), cells(single.group(1)), None, line)


@lru_cache(maxsize=32)
def _paths(edition: FormEdition) -> Mapping[str, tuple[CellRef, ...]]:
    """Return every dotted path of an edition: cells, and groups as the cells they stand for."""
    paths: dict[str, tuple[CellRef, ...]] = {}
    for table in edition.tables:
        for block in table.blocks:
            leaves = leaf_columns(block)
            for row in walk(block.rows):
                paths[f"{table.id}.{row.path}"] = tuple(
                    CellRef(table.id, row_path, column_path)
                    for row_path in stands_for(row)
                    for column_path in leaves
                )
                for column in walk(block.columns):
                    paths[f"{table.id}.{row.path}.{column.path}"] = tuple(
                        CellRef(table.id, row_path, column_path)
                        for row_path in stands_for(row)
                        for column_path in stands_for(column)
                    )
    return {path: cells for path, cells in paths.items() if cells}
