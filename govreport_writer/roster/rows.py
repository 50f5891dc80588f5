"""The rows of a roster, found under their heads and read cell by cell."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from govreport_writer import messages
from govreport_writer.errors import GovReportError
from govreport_writer.roster.heads import SEARCHED, columns_of, is_head, known
from govreport_writer.roster.members import Member, folded
from govreport_writer.roster.tables import Row, tables_in
from govreport_writer.vocabulary import Kind, Level

YES, NO = "yes", "no"
_DATE = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D?(?:\s*00:00(?::00)?)?")
_BETWEEN = re.compile("[、,，;；|/\\s]+")


def members_in(path: Path) -> tuple[list[Member], tuple[str, ...]]:
    """Return the members of a roster and the heads of columns that are not used."""
    for rows in tables_in(path):
        for index, head in enumerate(rows[:SEARCHED]):
            columns = columns_of(head.cells)
            if "name" not in columns:
                continue
            _refuse_twice(head, columns, path)
            used = columns.values()
            unused = tuple(each for place, each in enumerate(head.cells) if each and place not in used)
            members = [_member(row, columns, path) for row in rows[index + 1 :] if any(row.cells)]
            if not members:
                raise GovReportError("roster.empty", file=path)
            return members, unused
    raise GovReportError("roster.no_head", file=path, heads=messages.text("collect.roster.heads"))


def _refuse_twice(head: Row, columns: Mapping[str, int], path: Path) -> None:
    for name, first in columns.items():
        for index, text in enumerate(head.cells):
            if index != first and is_head(text, name):
                at = head.place(index)
                raise GovReportError(
                    "roster.head_twice", file=path, at=at, head=text, first=head.cells[first]
                )


def _member(row: Row, columns: Mapping[str, int], path: Path) -> Member:
    """Return the member in a row."""
    cells = _Cells(row, columns, path)
    if not cells.text("name"):
        raise GovReportError("roster.no_name", file=path, at=row.place(columns["name"]))
    return Member(
        name=cells.text("name"),
        code=cells.text("code") or None,
        kind=cells.word("kind", get_args(Kind)),
        contact=cells.text("contact") or None,
        parent=cells.text("parent") or None,
        vertical=cells.word("vertical", (YES, NO)) == YES,
        deadline=cells.date("deadline"),
        place=row.place(columns["name"]),
        level=cells.word("level", get_args(Level)),
        short_names=tuple(filter(None, _BETWEEN.split(cells.text("short_names")))),
    )


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of one row by their fields."""

    row: Row
    columns: Mapping[str, int]
    path: Path

    def text(self, name: str) -> str:
        index = self.columns.get(name, len(self.row.cells))
        return self.row.cells[index] if index < len(self.row.cells) else ""

    def word(self, name: str, words: Sequence[str]) -> str | None:
        """Return the program's word for a value; None for an empty cell."""
        given = folded(self.text(name))
        found = next((word for word in words if given in known(name, word)), None)
        if given and found is None:
            raise self._refused(name)
        return found

    def date(self, name: str) -> datetime.date | None:
        """Return a day; None for an empty cell."""
        if not self.text(name):
            return None
        match = _DATE.fullmatch(self.text(name))
        try:
            return datetime.date(*map(int, match.groups() if match else ()))
        except (ValueError, TypeError) as error:
            raise self._refused(name) from error

    def _refused(self, name: str) -> GovReportError:
        wanted = messages.text(f"collect.roster.wanted.{name}")
        at = self.row.place(self.columns[name])
        return GovReportError("roster.value", file=self.path, at=at, given=self.text(name), wanted=wanted)
