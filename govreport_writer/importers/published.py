"""What a published document shows, in reading order, before anyone knows what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

PublishedFormat = Literal["docx", "html", "pdf", "text"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands in a document, all counted from 1; None where a format has no such place."""

    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or heading outside tables: its text as seen, white space collapsed, ends trimmed.

    `level` is 0 for a title and 1, 2 … for headings when the document says so, None when it says nothing.
    """

    text: str
    spot: Spot
    level: int | None = None


@dataclass(frozen=True, slots=True)
class FoundCell:
    """A cell at its place, from 0, in the table's own grid, as a browser would place it.

    Its text has a line for each paragraph; white space inside a line is collapsed.
    `mark` is the bookmark or id that names the cell.
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    spot: Spot
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table; not `certain` when its grid was pieced together from positions or lines.

    Empty cells of such a table may have been lost.
    """

    cells: tuple[FoundCell, ...]
    spot: Spot
    certain: bool = True


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """A picture by its alternative text, empty without one."""

    spot: Spot
    text: str


Piece = Line | FoundTable | FoundPicture


@dataclass(frozen=True, slots=True)
class Published:
    """A published document.

    `copy` is the machine copy that this program put in, None without one; `facts` are what page tags and
    core properties say, by their names as printed: ArticleTitle, PubDate, ContentSource, title, creator.
    """

    file: str
    format: PublishedFormat
    pieces: tuple[Piece, ...]
    copy: Mapping[str, object] | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
