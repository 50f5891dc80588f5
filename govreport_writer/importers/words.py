"""The wordings of published reports that follow from no edition, read once from words.yaml."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from govreport_writer.vocabulary import Kind, Level
from govreport_writer.yaml_model import StrictModel, validated
from govreport_writer.yaml_strict import read_yaml

FILE = Path(__file__).parent / "words.yaml"
Pattern = str
"""A regular expression whose every repetition is bounded."""


class FigureWords(StrictModel):
    """Signs in words, units of counts, and words that say a cell is blank."""

    minus: Pattern
    plus: Pattern
    units: tuple[str, ...]
    blank: tuple[str, ...]


class CaptionWords(StrictModel):
    """Lines above a statutory table: its number, its unit."""

    number: Pattern
    unit: Pattern


class ReportWords(StrictModel):
    """What stands in the head of a report and at its end."""

    year: Pattern
    han_year: Pattern
    han_digits: str
    zeros: str
    name: Pattern
    title: Pattern
    not_organ: Pattern
    organ: Pattern
    date: Pattern
    han_date: Pattern
    contact: Pattern
    annex: Pattern
    annex_reference: Pattern
    table_title: Pattern


class OrganWords(StrictModel):
    """A kind and level of organs by a pattern of their names; `sure` is from 0 to 1."""

    pattern: Pattern
    kind: Kind
    level: Level
    sure: float


class MarkWords(StrictModel):
    """Bookmarks of a former platform: rows and groups of rows by what they begin with, and single cells."""

    rows: dict[str, str]
    children: dict[str, str]
    total_first: tuple[str, ...]
    single: dict[str, str]


class Words(StrictModel):
    """Everything the file says."""

    labels: dict[str, tuple[str, ...]]
    numbering: dict[str, Pattern]
    figures: FigureWords
    captions: CaptionWords
    sections: tuple[tuple[str, Pattern], ...]
    report: ReportWords
    kinds: tuple[OrganWords, ...]
    marks: MarkWords


@cache
def words() -> Words:
    """Return the wordings; GovReportError with the line where the file is wrong."""
    return validated(Words, read_yaml(FILE), str(FILE))


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern of the file, compiled when it is first used."""
    return re.compile(pattern)
