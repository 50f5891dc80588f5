"""What every reader makes of a document, before tables are told from layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Paragraph:
    """A line of text as it was found; `page` and `line` count from 1, None where there is no such thing."""

    text: str
    level: int | None = None
    page: int | None = None
    line: int | None = None


@dataclass(slots=True)
class Picture:
    """A picture with its alternative text."""

    text: str
    page: int | None = None


@dataclass(slots=True)
class RawCell:
    """A cell with its content; `column` says where it stands, None: in the first free column.

    `rowspan` 0 means down to the end of the table.
    """

    blocks: list[Block] = field(default_factory=list)
    rowspan: int = 1
    colspan: int = 1
    column: int | None = None
    mark: str | None = None
    line: int | None = None
    page: int | None = None


@dataclass(slots=True)
class RawTable:
    """A table by its rows."""

    rows: list[list[RawCell]]
    certain: bool = True
    page: int | None = None
    line: int | None = None

    def cells(self) -> Iterator[RawCell]:
        """Yield all cells in reading order."""
        for row in self.rows:
            yield from row


Block = Paragraph | Picture | RawTable
