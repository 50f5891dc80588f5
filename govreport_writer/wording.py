"""The words and patterns that checks of the text look for, read once from editions/wording.yaml."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from govreport_writer.yaml_model import StrictModel, validated
from govreport_writer.yaml_strict import read_yaml

FILE = Path(__file__).parent / "editions" / "wording.yaml"
Pattern = str
"""A regular expression whose every repetition is bounded; compiled only where a check needs it."""


class SectionsWording(StrictModel):
    """The ids of the sections that checks are about."""

    overview: str
    problems: str


class PeriodWording(StrictModel):
    """A range of dates (y m d, y2 m2 d2), a last day, and what stands before a period."""

    stated: Pattern
    range: Pattern
    until: Pattern


class YearsWording(StrictModel):
    """A year beside an act, and what excuses another year than the report's."""

    beside: Pattern
    not_behind: str
    excused: Pattern
    after: Pattern
    planned: Pattern


class PartsWording(StrictModel):
    """A number of parts, what introduces their list, and the words for each section of the form."""

    count: Pattern
    about: Pattern
    opener: Pattern
    open_end: Pattern
    names: dict[str, Pattern]


class OrganWording(StrictModel):
    """Names of organs: endings that stand for each other, and where texts name the one that reports."""

    ends: tuple[tuple[str, ...], ...]
    also: dict[str, tuple[str, ...]]
    title: Pattern
    reporting: Pattern
    report: Pattern
    short: Pattern
    government: Pattern
    is_government: Pattern


class GovernmentTopics(StrictModel):
    """What a government reports on besides, from a report year on."""

    first_year: int
    cite: str
    reports: Pattern
    words: dict[str, Pattern]


class ProblemsWording(StrictModel):
    """A text that says there was nothing, and the words of which one speaks of measures."""

    nothing: Pattern
    measures: Pattern


class FeesWording(StrictModel):
    """A fee (amount, unit) in the text, and of how many 元 it is a multiple."""

    charged: tuple[Pattern, ...]
    step: int


class Wording(StrictModel):
    """Everything the file says."""

    sections: SectionsWording
    period: PeriodWording
    years: YearsWording
    parts: PartsWording
    self_name: Pattern
    organ: OrganWording
    topics: dict[str, Pattern]
    government_topics: GovernmentTopics
    problems: ProblemsWording
    fees: FeesWording


@cache
def wording() -> Wording:
    """Return the words and patterns; GovReportError with the line where the file is wrong."""
    return validated(Wording, read_yaml(FILE), str(FILE))


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern of the file, compiled when it is first used."""
    return re.compile(pattern)
