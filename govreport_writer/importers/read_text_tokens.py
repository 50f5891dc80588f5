"""Text that lost the places of its page as the single things that it says about one table of a form."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from govreport_writer.importers.expected import WantedTable
from govreport_writer.importers.figures_in_cells import is_figure
from govreport_writer.importers.labels import Label, alike, folded, label_of, other_wordings

Kind = Literal["row", "column", "figure", "unit", "part", "other"]
MOST_LINES = 6
"""Lines of one label."""
LONGEST = 120
"""Characters of the longest label."""
ODD = 40
"""Characters of the longest line that may be the label of a row that the form does not have."""


@dataclass(frozen=True, slots=True)
class Token:
    """A thing said in a line and those after it, by what it is in a table; `rows` are those it may name."""

    kind: Kind
    text: str
    line: int
    last: int
    rows: tuple[int, ...] = ()


def tokens_of(lines: Sequence[str], table: WantedTable) -> list[Token]:
    """Return what the lines say about a table, in their order; empty lines say nothing."""
    reader = _Reader(table)
    found: list[Token] = []
    at = 0
    while at < len(lines):
        if lines[at].strip():
            made = list(reader.read(lines, at))
            found += made
            at = made[-1].last
        at += 1
    return found


class _Reader:
    """The labels of one table, to tell what a line is."""

    def __init__(self, table: WantedTable) -> None:
        self.rows = [(at, row.own.label) for at, row in enumerate(table.rows) if row.own]
        self.by_stem: dict[str, list[tuple[int, Label]]] = {}
        for at, label in self.rows:
            for stem in {label.stem, *other_wordings().get(label.stem, ())}:
                self.by_stem.setdefault(stem, []).append((at, label))
        self.units = {row.unit for row in table.rows if row.unit} if table.has_units else set()
        self.everything = "\n".join(folded(label.text) for label in table.labels)
        self.columns = {labels[-1].label.stem for block in table.blocks for labels in block.columns}

    def read(self, lines: Sequence[str], at: int) -> Iterator[Token]:
        text = lines[at].strip()
        parts = text.split() if len(text) <= LONGEST else [text]
        if all(map(is_figure, parts)):
            yield from (Token("figure", part, at, at) for part in parts)
        elif text in self.units:
            yield Token("unit", text, at, at)
        else:
            yield self._label(lines, at)

    def _label(self, lines: Sequence[str], at: int) -> Token:
        """Return the longest label that lines on end make, else what a line is by itself."""
        best: Token | None = None
        text = ""
        for last in range(at, min(at + MOST_LINES, len(lines))):
            line = lines[last].strip()
            text += line
            if not line or len(text) > LONGEST or (last > at and self._named(line)):
                break
            rows = self._named(text)
            if rows or self._is_column(text):
                best = Token("row" if rows else "column", text, at, last, rows)
        return best or self._single(lines[at].strip(), at)

    def _named(self, text: str) -> tuple[int, ...]:
        """Return the rows that a text may name."""
        label = label_of(text)
        if not label.style and label.stem in self.columns:
            return ()
        return tuple(at for at, row in self.by_stem.get(label.stem, ()) if alike(label, row))

    def _is_column(self, text: str) -> bool:
        label = label_of(text)
        return not label.style and label.stem in self.columns

    def _single(self, text: str, at: int) -> Token:
        known = len(text) <= LONGEST and (
            folded(text) in self.everything or all(folded(part) in self.everything for part in text.split())
        )
        return Token("part" if known else "other", text, at, at)


def runs_of(tokens: Sequence[Token], taken: Collection[int] = ()) -> Iterator[tuple[int, int]]:
    """Yield where tokens on end speak of the table: the first and the one after the last.

    Between them may stand what the form does not have, one at a time; no line that is `taken`.
    """
    at = 0
    while at < len(tokens):
        end = _end(tokens, at, taken) if tokens[at].kind in ("row", "column", "part") else at
        if end > at:
            yield at, end
        at = max(end, at + 1)


def _end(tokens: Sequence[Token], start: int, taken: Collection[int]) -> int:
    end = start
    while end < len(tokens) and tokens[end].line not in taken:
        if tokens[end].kind == "other":
            after = tokens[end + 1].kind if end + 1 < len(tokens) else "other"
            if after not in ("figure", "unit") or len(tokens[end].text) > ODD:
                break
        end += 1
    return end
