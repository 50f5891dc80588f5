"""The order of blocks in the PDF, and how each table fits below the headings it stays with."""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer import messages
from govreport_writer.documents.table_fit import PAGE_HEIGHT, STATUTORY, Fitted, caption_height, fit
from govreport_writer.documents.view import AnnexView, DocumentView, Figure, StatutoryTable, ViewBlock
from govreport_writer.narrative import Heading, Run, plain

_LINE = 28
"""Characters of a line of text."""


def blocks(view: DocumentView) -> Iterator[ViewBlock]:
    """Yield all blocks before the signature; the title of a section is a heading of level 1."""
    yield from view.preface
    for section in view.sections:
        yield Heading(1, (Run(section.title),))
        yield from section.blocks


def flow(view: DocumentView, pitch: float) -> Iterator[tuple[ViewBlock, float]]:
    """Yield each block with the height, in points, of the headings right above, which stay with it."""
    above = 0.0
    for block in blocks(view):
        yield block, above
        above = above + pitch * _lines(block) if isinstance(block, Heading) else 0.0


def _lines(heading: Heading) -> int:
    return -(-(len(plain(heading.runs)) + 2) // _LINE)


def spoken(figure: Figure) -> str:
    """Return what is said of a picture; of one without a description, at least that it is one."""
    return figure.alt or messages.printed("document.picture")


def annex_flow(annex: AnnexView, pitch: float) -> Iterator[tuple[StatutoryTable, float]]:
    """Yield each table of the annex with the height, in points, of what stands above it on the page."""
    above = pitch * (2.5 + -(-len(annex.title) // 20))
    for table in annex.tables:
        yield table, above
        above = 0.0


def fitted(table: StatutoryTable, above: float) -> Fitted:
    """Return how a statutory table is drawn on the page below headings of a height in points."""
    return fit(table.grid, PAGE_HEIGHT - above - caption_height(table.caption), STATUTORY)
