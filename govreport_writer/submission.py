"""Submission: what one agency files for one year; frozen, blanks as None, every origin kept."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from govreport_writer.cells import NOWHERE, CellRef, Location, Value
from govreport_writer.form.edition import FormEdition
from govreport_writer.vocabulary import Kind, Level
from govreport_writer.yaml_model import StrictModel
from govreport_writer.yaml_strict import Scalar

PREFACE = "preface"
"""The section that stands before the numbered ones."""


def _iso_only(value: object) -> object:
    """Refuse numbers and times where a date is asked for: pydantic would read them as moments."""
    if isinstance(value, datetime.date) or (isinstance(value, str) and _ISO.fullmatch(value)):
        return value
    raise PydanticCustomError("date_parsing", "a date like 2025-01-17")


_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
Day = Annotated[datetime.date, BeforeValidator(_iso_only)]
"""A date written 2025-01-17."""


class Agency(StrictModel):
    """The organ that reports."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    kind: Kind
    level: Level
    region_code: str | None = None
    code: str | None = None
    short_names: tuple[str, ...] = ()


class Contact(StrictModel):
    """Whom readers may ask."""

    address: str | None = None
    postcode: str | None = None
    phone: str | None = None
    fax: str | None = None
    email: str | None = None
    website: str | None = None


class Signature(StrictModel):
    """The name and date under the text; a missing part is filled from the agency and the publication."""

    name: str | None = None
    date: Day | None = None


class Filing(StrictModel):
    """Who filled the submission in and answers for it; never printed, and in no published file."""

    supervisor: str | None = None
    head: str | None = None
    reviewer: str | None = None
    filler: str | None = None
    phone: str | None = None
    date: Day | None = None


class Annex(StrictModel):
    """Another title, or other tables, after the text."""

    title: str
    tables: tuple[str, ...]


class Explanation(StrictModel):
    """Why a 核实 finding stands: its id, the values it was written for, the reason."""

    finding: str
    values: str = ""
    text: str = Field(min_length=1)
    by: str | None = None
    date: Day | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """An image read by the loader; engines never open a path."""

    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class NarrativeSection:
    """One part of the text as filed. None: the edition's title, the edition's tables."""

    id: str | None
    title: str | None
    before: str
    after: str
    tables: tuple[str, ...] | None
    lines: tuple[int, int] = (0, 0)
    """The lines on which `before` and `after` begin."""

    def texts(self) -> tuple[tuple[str, int], ...]:
        """Return title and both texts, each with the line on which it begins."""
        return (self.title or "", self.lines[0]), (self.before, self.lines[0]), (self.after, self.lines[1])


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as a reader found it."""

    value: Scalar
    unit: str | None = None
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Origin:
    """How a value came about. `raw` is the typed text where it is not the printed figure.

    `waiting` is an omitted total with a part that cannot be read.
    """

    state: Literal["filed", "computed", "missing", "unreadable", "waiting"]
    raw: str | None = None
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Remark:
    """A fact noted while reading that a check reports later."""

    code: str
    location: Location
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RawSubmission:
    """Everything a reader of any format yields."""

    file: str
    year: int
    agency: Agency
    contact: Contact = field(default_factory=Contact)
    published: datetime.date | None = None
    title: tuple[str, ...] = ()
    signature: Signature | None = None
    annex: Annex | None = None
    filing: Filing | None = None
    explanations: tuple[Explanation, ...] = ()
    beside: tuple[Explanation, ...] = ()
    """Explanations from the file beside the submission."""
    labels: Mapping[str, str] = field(default_factory=dict)
    narrative: tuple[NarrativeSection, ...] = ()
    narrative_is_list: bool = False
    cells: Mapping[CellRef, RawCell] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    lines: Mapping[int, Location] = field(default_factory=dict)
    """The cell that each line of a transcribed workbook stands for; empty for a text file."""
    places: Mapping[str, Location] = field(default_factory=dict)
    """Where in a workbook the year, a part of the text (narrative.overview) or a changed label stands."""

    def located(self, location: Location) -> Location:
        """Return the cell of a workbook that a line stands for; a place in a text file as it is."""
        return self.lines.get(location.line or 0, location)


@dataclass(frozen=True, eq=False)
class Submission:
    """One agency's year, held against one edition.

    `values` has every cell of the edition except those of optional tables that were not filed; None is
    blank. `units` names the unit of each amount. `origins` tells filed from computed.
    """

    edition: FormEdition
    raw: RawSubmission
    values: Mapping[CellRef, Value]
    units: Mapping[CellRef, str | None]
    origins: Mapping[CellRef, Origin]

    @property
    def agency(self) -> Agency:
        """The organ that reports."""
        return self.raw.agency

    @property
    def year(self) -> int:
        """The year the figures are about."""
        return self.raw.year

    @property
    def file(self) -> str:
        """The file it was read from."""
        return self.raw.file

    def open_units(self) -> dict[CellRef, str]:
        """Return the units of amounts for which the form names none."""
        return {
            ref: unit
            for ref, unit in self.units.items()
            if unit and self.edition.cells[ref].unit is None and self.edition.cells[ref].type == "amount"
        }

    def location(self, ref: CellRef) -> Location:
        """Return where a cell was typed, or nowhere."""
        origin = self.origins.get(ref)
        return NOWHERE if origin is None else self.raw.located(origin.location)

    def readable(self, ref: CellRef) -> bool:
        """Whether a cell is there, a number or a blank, and does not rest on one that cannot be read."""
        origin = self.origins.get(ref)
        return origin is not None and origin.state not in ("unreadable", "waiting")
