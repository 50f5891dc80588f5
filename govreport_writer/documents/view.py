"""DocumentView: exactly what templates see; every format is drawn from it and from nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import ClassVar

from govreport_writer import messages
from govreport_writer.cells import CellRef, Value
from govreport_writer.documents.charts.chart import NO_CHARTS, Chart, Charts
from govreport_writer.form.tree import Table
from govreport_writer.grid import Grid
from govreport_writer.grid_layout import build_grid
from govreport_writer.lookup import fill
from govreport_writer.narrative import Block, Image, Paragraph, Run, parse
from govreport_writer.outline import Outline, Part, outline
from govreport_writer.profile import Profile, standard_profile
from govreport_writer.submission import Agency, NarrativeSection, Picture, Submission


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its bytes, put in place of the Image that named it."""

    kind: ClassVar = "figure"
    picture: Picture
    alt: str


@dataclass(frozen=True, slots=True)
class StatutoryTable:
    """A table of the form with its caption; `whole` ones may not be split over pages."""

    kind: ClassVar = "statutory"
    grid: Grid
    caption: str


ViewBlock = Block | Figure | StatutoryTable | Chart


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section: its numbered title and its blocks; `id` None when it is not the form's."""

    id: str | None
    title: str
    blocks: tuple[ViewBlock, ...]


@dataclass(frozen=True, slots=True)
class AnnexView:
    """What stands after the text on a page of its own. `reference` is the line that announces it."""

    heading: str
    reference: str
    title: str
    tables: tuple[StatutoryTable, ...]


@dataclass(frozen=True, slots=True)
class SignatureView:
    """The name under the text and the date as it is printed."""

    name: str
    date: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A report ready to draw. `date` dates the files; None when the submission gives no date.

    `values` and `units` are those of the cells that the tables print; None is blank, or without a unit.
    """

    title: tuple[str, ...]
    organ: Agency
    year: int
    edition: str
    notice: str
    date: date | None
    values: Mapping[CellRef, Value]
    units: Mapping[CellRef, str | None]
    preface: tuple[ViewBlock, ...]
    sections: tuple[SectionView, ...]
    signature: SignatureView | None
    annex: AnnexView | None
    draft: str | None
    """The word stamped on every page, or None for a final report."""

    @property
    def agency(self) -> str:
        """The full name of the organ."""
        return self.organ.name

    @property
    def name(self) -> str:
        """The title in one line."""
        return "".join(self.title)

    @property
    def tables(self) -> tuple[StatutoryTable, ...]:
        """All statutory tables in printing order."""
        blocks = [block for section in self.sections for block in section.blocks]
        in_text = tuple(block for block in blocks if isinstance(block, StatutoryTable))
        return in_text + (self.annex.tables if self.annex else ())


def build_view(
    submission: Submission,
    *,
    draft: bool = False,
    profile: Profile | None = None,
    charts: Charts = NO_CHARTS,
) -> DocumentView:
    """Return the view of a submission; text is filled in, pictures are bytes, tables are grids.

    `charts` stand after the other blocks of their sections.
    """
    builder = _ViewBuilder(submission, profile or standard_profile(), charts)
    plan = outline(submission)
    return DocumentView(
        title=submission.raw.title or default_title(submission),
        organ=submission.agency,
        year=submission.year,
        edition=submission.edition.id,
        notice=submission.edition.notice,
        date=builder.date(),
        values=submission.values,
        units=submission.units,
        preface=builder.preface(plan),
        sections=tuple(builder.section(part) for part in plan.parts),
        signature=builder.signature(),
        annex=builder.annex(plan),
        draft=messages.printed("document.draft") if draft else None,
    )


def default_title(submission: Submission) -> tuple[str, ...]:
    """Return the two usual lines: the organ's name; the year and the name of the report."""
    line = messages.printed("document.title", year=submission.year, title=submission.edition.title)
    return submission.agency.name, line


class _ViewBuilder:
    def __init__(self, submission: Submission, profile: Profile, charts: Charts) -> None:
        self.submission = submission
        self.profile = profile
        self.charts = dict(charts)
        self.captions = 0
        self.charts_captioned = 0
        self.fill = partial(
            fill,
            edition=submission.edition,
            values=submission.values,
            blank=messages.printed("document.blank"),
            unread=messages.printed("document.unread"),
            unreadable=frozenset(ref for ref in submission.values if not submission.readable(ref)),
        )

    def date(self) -> date | None:
        signature = self.submission.raw.signature
        return (signature and signature.date) or self.submission.raw.published

    def preface(self, plan: Outline) -> tuple[ViewBlock, ...]:
        blocks = self._text(plan.preface.before) if plan.preface else ()
        contact = self._contact()
        return (*blocks, Paragraph((Run(contact),))) if contact else blocks

    def section(self, part: Part) -> SectionView:
        narrative = part.narrative or NarrativeSection(part.id, None, "", "", None)
        tables = tuple(self._table(table_id) for table_id in part.tables)
        blocks = (*self._text(narrative.before), *tables, *self._text(narrative.after))
        return SectionView(part.id, self.fill(part.title), (*blocks, *self._charts(part)))

    def _charts(self, part: Part) -> Iterator[Chart]:
        """Yield the charts of a section, numbered as the reader meets them."""
        for chart in self.charts.pop(part.id or "", ()):
            self.charts_captioned += 1
            number = self.charts_captioned
            caption = messages.printed("document.chart.caption", number=number, title=chart.title)
            yield replace(chart, title=caption)

    def signature(self) -> SignatureView | None:
        """Return what was asked for; else the profile decides, and an undated report is not signed."""
        filed = self.submission.raw.signature
        if filed is None and (not self._signs() or self.date() is None):
            return None
        name = (filed and filed.name) or self.submission.agency.name
        day = self.date()
        return SignatureView(name, "" if day is None else _printed_date(day))

    def _signs(self) -> bool:
        """Whether the profile lets the organ sign; by kind, departments sign and governments do not."""
        if self.profile.signature == "by_kind":
            return self.submission.agency.kind != "government"
        return self.profile.signature == "always"

    def annex(self, plan: Outline) -> AnnexView | None:
        if plan.annex_title is None or not plan.annex_tables:
            return None
        return AnnexView(
            heading=messages.printed("document.annex"),
            reference=messages.printed("document.annex_reference", title=plan.annex_title),
            title=plan.annex_title,
            tables=tuple(replace(self._table(table_id), caption="") for table_id in plan.annex_tables),
        )

    def _table(self, table_id: str) -> StatutoryTable:
        table = self.submission.edition.table(table_id)
        grid = build_grid(
            table,
            self.submission.values,
            self.submission.raw.labels,
            prefix=f"y{self.submission.year}-",
            units=self.submission.open_units(),
        )
        return StatutoryTable(grid, self._caption(table))

    def _caption(self, table: Table) -> str:
        """Return the caption in the profile's wording, numbered as the reader meets it."""
        sections = self.submission.edition.sections
        usual = next((section.title for section in sections if table.id in section.tables), "")
        self.captions += 1
        return self.profile.caption.format(number=self.captions, title=table.title or usual)

    def _text(self, text: str) -> tuple[ViewBlock, ...]:
        return tuple(self._placed(block) for block in parse(self.fill(text)))

    def _placed(self, block: Block) -> ViewBlock:
        """Put a picture in the place of its name; one that cannot be used leaves its description."""
        if not isinstance(block, Image):
            return block
        picture = self.submission.raw.pictures.get(block.name)
        return Figure(picture, block.alt) if picture else Paragraph((Run(block.alt or block.name),))

    def _contact(self) -> str:
        contact = self.submission.raw.contact.model_dump(exclude_none=True)
        given = [messages.printed(f"document.contact.{key}", value=value) for key, value in contact.items()]
        if not given:
            return ""
        return messages.printed(
            "document.contact.line",
            agency=self.submission.agency.name,
            given=messages.printed("document.contact.separator").join(given),
        )


def _printed_date(day: date) -> str:
    return messages.printed("document.date", year=day.year, month=day.month, day=day.day)
