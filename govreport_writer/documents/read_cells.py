"""What a reader finds in a finished document: text, and tables as cells with spans."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell as it stands in a document: position, spans, text without white space."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str


Table = tuple[ReadCell, ...]


@dataclass(slots=True)
class ReadBack:
    """What a document says: the text outside its tables without white space, and its tables in order."""

    pieces: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text outside tables in reading order."""
        return squeezed("".join(self.pieces))


def squeezed(text: str) -> str:
    """Return a text without any white space."""
    return "".join(text.split())
