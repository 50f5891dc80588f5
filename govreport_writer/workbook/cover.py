"""The fields of the cover, once for writing and reading: their place in a submission, and their form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from govreport_writer.form.edition import FormEdition
from govreport_writer.messages import printed

Form = Literal["year", "text", "kind", "level", "names", "lines", "date", "tables"]


@dataclass(frozen=True, slots=True)
class Field:
    """A line of the cover: the path of its value in a submission, and how that is typed."""

    path: tuple[str, ...]
    form: Form = "text"
    required: bool = False

    @property
    def label(self) -> str:
        """The words before the field."""
        return printed(f"workbook.field.{'_'.join(self.path)}")


FIELDS = (
    Field(("year",), "year", required=True),
    Field(("agency", "name"), required=True),
    Field(("agency", "kind"), "kind", required=True),
    Field(("agency", "level"), "level", required=True),
    Field(("agency", "short_names"), "names"),
    Field(("agency", "code")),
    Field(("agency", "region_code")),
    Field(("filing", "supervisor")),
    Field(("contact", "address")),
    Field(("contact", "postcode")),
    Field(("contact", "phone")),
    Field(("contact", "fax")),
    Field(("contact", "email")),
    Field(("contact", "website")),
    Field(("published",), "date"),
    Field(("title",), "lines"),
    Field(("signature", "name")),
    Field(("signature", "date"), "date"),
    Field(("annex", "title")),
    Field(("annex", "tables"), "tables"),
    Field(("filing", "head")),
    Field(("filing", "reviewer")),
    Field(("filing", "filler")),
    Field(("filing", "phone")),
    Field(("filing", "date"), "date"),
)
"""In the order of the cover."""
GROUPS = {
    ("year",): "organ",
    ("contact", "address"): "contact",
    ("published",): "report",
    ("filing", "head"): "filing",
}
"""The fields that begin a group of their own."""
FIRST_ROW = 4
_SEPARATORS = re.compile(r"[、；;，,\n]")
_SHEETS = re.compile(r"[；;，,\n]")
"""What stands between names of sheets, which hold 、 themselves."""


def rows() -> dict[Field, int]:
    """Return the row of each field; a group begins with a line of its own."""
    row, found = FIRST_ROW - 1, {}
    for field in FIELDS:
        row += 2 if field.path in GROUPS else 1
        found[field] = row
    return found


def row_of(*path: str) -> int:
    """Return the row of a field by its path."""
    return next(row for field, row in rows().items() if field.path == path)


def joined(names: Sequence[str]) -> str:
    """Return several names as one cell has them: with 、, or on lines where a name holds a separator."""
    if any(_SEPARATORS.search(name) for name in names):
        return "\n".join(names) + "\n"
    return printed("words.comma").join(names)


def parted(text: str) -> list[str]:
    """Return the names in a cell."""
    parts = text.split("\n") if "\n" in text else _SEPARATORS.split(text)
    return [part.strip() for part in parts if part.strip()]


def sheets_joined(sheets: Sequence[str]) -> str:
    """Return several names of sheets as one cell has them."""
    return printed("words.semicolon").join(sheets)


def sheets_parted(text: str) -> list[str]:
    """Return the names of sheets in a cell."""
    return [part.strip() for part in _SHEETS.split(text) if part.strip()]


def table_named(name: str, edition: FormEdition) -> str:
    """Return the id of a table by the name of its sheet; any other name stays, to be refused later."""
    return next((table.id for table in edition.tables if name in (table.sheet, table.id)), name)
