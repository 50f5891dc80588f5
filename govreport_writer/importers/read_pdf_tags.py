"""What a PDF's tags add to what its pages show: the levels of headings, pictures, the rows of its tables.

Places count for more than tags: programs tag rows without their empty cells, and heads again on every page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from govreport_writer.documents.readback.pdf_tree import Element, Tree, attribute
from govreport_writer.importers.limits import MAX_DEPTH, MAX_SPAN
from govreport_writer.importers.read_pdf_chars import Char
from govreport_writer.importers.read_pdf_lines import lines_of
from govreport_writer.importers.read_pdf_page import PdfPage

Mark = tuple[int, int]
"""A page from 1 and the number of a marked content on it."""
Row = tuple[tuple[int, str], ...]
"""The columns that each cell of a row spans, with its text without white space."""
_HEADINGS = {"/Title": 0} | {f"/H{level}": level for level in range(1, 7)}
_FIRST = "/H1"
_IN_FIGURES = frozenset(("/Caption", "/Table"))
"""What is text in a drawing."""


@dataclass(slots=True)
class Tags:
    """The level of what is marked as heading, the rows of tables, pictures as page and text, what is drawn.

    `first_headings` counts the headings of the first level.
    """

    levels: dict[Mark, int] = field(default_factory=dict)
    rows: set[Row] = field(default_factory=set)
    pictures: list[tuple[int, str]] = field(default_factory=list)
    drawn: set[Mark] = field(default_factory=set)
    first_headings: int = 0


def tags_of(data: bytes, pages: Sequence[PdfPage]) -> Tags:
    """Return what the tags say; nothing for a document without tags or with broken ones."""
    import pikepdf

    if not any(char.mark >= 0 for page in pages for char in page.chars):
        return Tags()
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            tree = Tree(pdf) if "/StructTreeRoot" in pdf.Root else None
        return Tags() if tree is None else _untitled(_Walk(tree, pages).tags)
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return Tags()


def _untitled(tags: Tags) -> Tags:
    """Return the tags with the only heading of the first level as title where nothing is tagged as one."""
    if 0 not in tags.levels.values() and tags.first_headings == 1:
        tags.levels = {mark: level - 1 for mark, level in tags.levels.items()}
    return tags


class _Walk:
    """Go through the tree once and gather."""

    def __init__(self, tree: Tree, pages: Sequence[PdfPage]) -> None:
        self._tree = tree
        self._texts = _texts(pages)
        self.tags = Tags()
        self._take(tree.root, None, None, 0)

    def _take(
        self, element: Element, page: int | None, level: int | None, depth: int, drawn: bool = False
    ) -> None:
        if depth > MAX_DEPTH:
            return
        page = self._tree.page(element, page)
        kind = self._tree.kind(element)
        level = _HEADINGS.get(kind, level)
        self.tags.first_headings += kind == _FIRST
        if kind == "/TR":
            self.tags.rows.add(self._row(element, page, depth))
        if kind == "/Figure" and page is not None and isinstance(element.get("/Alt"), str):
            self.tags.pictures.append((page + 1, element["/Alt"].removeprefix("u:")))
        drawn = (drawn or kind == "/Figure") and kind not in _IN_FIGURES
        for mark, place in self._marks(element, page):
            if level is not None:
                self.tags.levels[place + 1, mark] = level
            if drawn:
                self.tags.drawn.add((place + 1, mark))
        for child in self._tree.kids(element):
            if isinstance(child, dict):
                self._take(child, page, level, depth + 1, drawn)

    def _marks(self, element: Element, page: int | None) -> Iterator[tuple[int, int]]:
        """Yield the marks right in an element, each with its page from 0."""
        for kid in self._tree.kids(element):
            mark = kid if isinstance(kid, int) else kid.get("/MCID")
            place = page if isinstance(kid, int) else self._tree.page(kid, page)
            if isinstance(mark, int) and place is not None:
                yield mark, place

    def _row(self, element: Element, page: int | None, depth: int) -> Row:
        cells = (cell for cell in self._tree.kids(element) if isinstance(cell, dict))
        return tuple(
            (min(attribute(cell, "/ColSpan"), MAX_SPAN), "".join(self._said(cell, page, depth)))
            for cell in cells
        )

    def _said(self, element: Element, page: int | None, depth: int) -> Iterator[str]:
        if depth > MAX_DEPTH:
            return
        page = self._tree.page(element, page)
        yield from (self._texts.get((place + 1, mark), "") for mark, place in self._marks(element, page))
        for kid in self._tree.kids(element):
            if isinstance(kid, dict):
                yield from self._said(kid, page, depth + 1)


def _texts(pages: Sequence[PdfPage]) -> Mapping[Mark, str]:
    """Return the text of each marked content, without white space."""
    chars: dict[Mark, list[Char]] = defaultdict(list)
    for page in pages:
        for char in page.chars:
            if char.mark >= 0:
                chars[page.number, char.mark].append(char)
    return {
        mark: "".join("".join(line.text.split()) for line in lines_of(found)) for mark, found in chars.items()
    }
