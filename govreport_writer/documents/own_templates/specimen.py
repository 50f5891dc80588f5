"""The specimen: a report with everything a template may meet, each text and figure of it only once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import count

from govreport_writer import editions, messages
from govreport_writer.cells import CellRef, Value
from govreport_writer.documents.charts.chart import Chart
from govreport_writer.documents.view import (
    AnnexView,
    DocumentView,
    Figure,
    SectionView,
    SignatureView,
    StatutoryTable,
    ViewBlock,
)
from govreport_writer.form.edition import FormEdition
from govreport_writer.form.tree import Table
from govreport_writer.grid_layout import build_grid
from govreport_writer.narrative import Heading, Listing, Paragraph, Run, TextTable
from govreport_writer.submission import Agency, Picture

YEAR = 2024
DAY = date(2025, 1, 17)
_FIRST_FIGURE = 1000
_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000080000000808020000004b6d29dc0000001449444154789c6364606860"
    "c00698b08a0e5a090069880090ad95c9d30000000049454e44ae426082"
)
"""A small PNG."""
_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60mm" height="30mm" viewBox="0 0 60 30" role="img">'
    '<title>{title}</title><rect width="60" height="30" fill="#0072B2"/></svg>'
)


@cache
def specimen() -> DocumentView:
    """Return the specimen: all kinds of blocks, every table of every form, annex, signature, draft, chart."""
    figures = count(_FIRST_FIGURE)
    edition = editions.for_year(YEAR) or editions.load(editions.available()[-1])
    tables = [_table(form, table, figures) for form, table in _tables(edition)]
    values = {ref: value for _, filed in tables for ref, value in filed.items()}
    drawn = [table for table, _ in tables]
    agency = _said("agency")
    return DocumentView(
        title=(agency, messages.printed("document.title", year=YEAR, title=edition.title)),
        organ=Agency(name=agency, kind="department", level="county"),
        year=YEAR,
        edition=edition.id,
        notice=edition.notice,
        date=DAY,
        values=values,
        units=dict.fromkeys(values),
        preface=(_paragraph("preface"),),
        sections=(
            SectionView(None, _said("section"), tuple(_text())),
            SectionView(None, _said("tables"), tuple(drawn[:-1])),
            SectionView(None, _said("charts"), (_chart(),)),
        ),
        signature=SignatureView(_said("signature"), messages.printed("document.date", **_day())),
        annex=_annex(drawn[-1]),
        draft=messages.printed("document.draft"),
    )


def _said(key: str) -> str:
    return messages.printed(f"document.specimen.{key}")


def _day() -> dict[str, int]:
    return {"year": DAY.year, "month": DAY.month, "day": DAY.day}


def _paragraph(key: str) -> Paragraph:
    return Paragraph((Run(_said(key)),))


def _text() -> Iterator[ViewBlock]:
    """Yield a block of every kind that an agency can write, with runs of every kind."""
    for level in (2, 3, 4):
        yield Heading(level, (Run(_said(f"heading{level}")),))
    yield Paragraph(
        (
            Run(_said("paragraph")),
            Run(_said("strong"), strong=True),
            Run(_said("emphasis"), emphasis=True),
            Run(_said("link"), url="https://www.example.gov.cn/"),
        )
    )
    yield Listing(("1.", "2."), ((Run(_said("item")),), (Run(_said("next_item")),)))
    yield TextTable(
        (((Run(_said("head")),), (Run(_said("figure_head")),)), ((Run(_said("row")),), (Run("8001"),)))
    )
    yield Figure(Picture(_PICTURE, "image/png"), _said("picture"))


def _tables(edition: FormEdition) -> Iterator[tuple[FormEdition, Table]]:
    """Yield the tables of an edition, then those that only other editions have."""
    known: set[str] = set()
    others = (editions.load(name) for name in editions.available() if name != edition.id)
    for form in (edition, *others):
        yield from ((form, table) for table in form.tables if table.id not in known)
        known |= {table.id for table in form.tables}


def _table(
    form: FormEdition, table: Table, figures: Iterator[int]
) -> tuple[StatutoryTable, dict[CellRef, Value]]:
    """Return a table of a form in which every figure is another one."""
    values: dict[CellRef, Value] = {cell.ref: next(figures) for cell in form.cells_of(table.id)}
    number = f"{form.id}-"
    caption = messages.printed("document.specimen.caption", name=f"{form.id} {table.title or table.id}")
    return StatutoryTable(build_grid(table, values, {}, prefix=number), caption), values


def _annex(table: StatutoryTable) -> AnnexView:
    title = _said("annex")
    reference = messages.printed("document.annex_reference", title=title)
    return AnnexView(messages.printed("document.annex"), reference, title, (replace(table, caption=""),))


def _chart() -> Chart:
    title = _said("chart")
    rows = (
        ((Run(_said("row")),), (Run(_said("figure_head")),)),
        ((Run(_said("chart_row")),), (Run("8002"),)),
    )
    return Chart(title, _said("description"), _DRAWING.format(title=title), 60.0, 30.0, TextTable(rows))
