"""What the file of patterns may say, key by key."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from govreport_writer.form.file import Identifier
from govreport_writer.vocabulary import Basis, Kind, Severity
from govreport_writer.yaml_model import StrictModel

_OUT_OF_ACCOUNT = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]")
_UNBOUNDED = re.compile(r"[*+]|\{\d*,\}")


def _bounded(pattern: str) -> str:
    """Refuse what repeats without a bound: it could be slow on some text."""
    if _UNBOUNDED.search(_OUT_OF_ACCOUNT.sub("", pattern)):
        raise PydanticCustomError("regex", "a regular expression")
    return pattern


Pattern = Annotated[str, AfterValidator(_bounded)]
Words = tuple[str, ...]


class WordsFile(StrictModel):
    """How sentences speak of numbers, years, organs and lists."""

    filler: Pattern
    not_after: Pattern
    times: dict[str, int]
    before: Words
    after: Words
    behind: Words
    range: Words
    begin: Pattern
    year: Pattern
    not_times: Pattern
    percent: Pattern
    skip: tuple[Pattern, ...]
    last_year: Pattern
    compared: Pattern
    this_year: Pattern
    cumulative: Pattern
    since: Pattern
    planned: Pattern
    assisted: Pattern
    source: Pattern
    listed: Pattern
    self: Pattern
    organ: Pattern
    not_organ: Pattern
    whole_region: Pattern
    own_region: dict[Kind, Pattern]
    open: Pattern
    exhaustive: Pattern
    by_kind: Pattern
    rest: Pattern
    etc: Pattern
    stop: Pattern
    no_part: Pattern
    overlap: Pattern
    share: Pattern
    growth: Pattern
    up: Pattern
    down: Pattern
    same: Pattern
    rate: Pattern
    absent: Pattern


class PatternFile(StrictModel):
    """One way of stating a figure: regular expressions over a sentence, and what keeps them apart."""

    id: Identifier
    rule: str
    severity: Severity
    basis: Basis
    units: Identifier
    words: Words
    regexes: tuple[Pattern, ...]
    none: tuple[Pattern, ...] = ()
    topic: Words = ()
    unless: Words = ()
    unless_before: Words = ()
    doubt: Words = ()
    doubt_without: Words = ()
    subset: Words = ()
    part: Identifier | None = None
    any_year: bool = False


class SumsFile(StrictModel):
    """Which patterns make a sum in one sentence; each bracket lists patterns of which one stands there."""

    received: tuple[Words, ...]
    settled: tuple[Words, ...]
    outcomes: tuple[Words, ...]
    together: dict[Identifier, Words]
    handled: Words
    interpreted: Words
    documents: Words


class LexiconFile(StrictModel):
    """The file: units, words, patterns. The first pattern that fits a figure has it."""

    units: dict[Identifier, Words]
    lexicon: WordsFile
    sums: SumsFile
    patterns: tuple[PatternFile, ...]
