"""Read the text of a published cell as a figure: signs in words, units, notes behind, blanks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from govreport_writer.cells import Value
from govreport_writer.figures import BLANK_MARKS, UNITS_OF_MONEY, read_figure
from govreport_writer.importers.words import compiled, words
from govreport_writer.vocabulary import ValueType
from govreport_writer.yaml_strict import Scalar

_DASHES = re.compile(r"[-/\\\u2010-\u2015\u2500\u2212\uff0d\s]{1,12}")
_NOTE = re.compile(r"^([^()]{1,40}?)\s?\(([^()]{1,200})\)$")
_SPACED = re.compile(r"(?<=[0-9])\s+(?=[0-9])")
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\uff0d": "-"})
LONGEST = 60
"""Characters of the longest text that is tried as a figure."""


@dataclass(frozen=True, slots=True)
class CellFigure:
    """What a cell says. `scalar` goes into the submission: the number, None for blank, else the text as is.

    `unit` is the unit typed behind; `note` what stood in brackets behind; `spaced`: digits stood apart.
    """

    scalar: Scalar
    value: Value
    readable: bool = True
    unit: str | None = None
    note: str | None = None
    spaced: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether the cell is left open, which is not 0."""
        return self.readable and self.value is None


def cell_figure(text: str, type: ValueType = "amount", unit: str | None = None) -> CellFigure:
    """Return what a cell says; the type tells whole numbers from amounts, `unit` is the cell's own."""
    plain = unicodedata.normalize("NFKC", text).translate(_MINUS).strip()
    if is_blank(plain):
        return CellFigure(text.strip() or None, None)
    note = _NOTE.match(plain) if len(plain) <= 300 else None
    body = note[1].strip() if note else plain
    spaced = _SPACED.search(body) is not None
    typed = _signed(_SPACED.sub("", body) if spaced else body)
    reading = read_figure(typed, type, unit)
    if not reading.readable or reading.value is None:
        return _with_other_unit(text, typed, type, note[2] if note else None, spaced)
    scalar: Scalar = reading.value
    return CellFigure(scalar, reading.value, True, reading.unit, note[2] if note else None, spaced)


def _with_other_unit(text: str, typed: str, type: ValueType, note: str | None, spaced: bool) -> CellFigure:
    """Try the usual units of counts and of money; what is none of them stays text."""
    units = [*words().figures.units, *UNITS_OF_MONEY]
    unit = max((each for each in units if typed.endswith(each)), key=len, default=None)
    if unit is not None:
        reading = read_figure(typed.removesuffix(unit).strip(), type)
        if reading.readable and reading.value is not None:
            return CellFigure(reading.value, reading.value, True, unit, note, spaced)
    return CellFigure(text.strip(), None, readable=False)


def is_blank(text: str) -> bool:
    """Whether a text leaves a cell open."""
    return text in BLANK_MARKS or _DASHES.fullmatch(text) is not None or text in words().figures.blank


@lru_cache(maxsize=16_384)
def is_figure(text: str) -> bool:
    """Whether a text can be a value rather than a label: a number, or a mark of a blank cell."""
    if len(text) > LONGEST:
        return False
    return cell_figure(text).readable


def _signed(text: str) -> str:
    """Return a number with its sign as a character."""
    for sign, pattern in (("-", words().figures.minus), ("", words().figures.plus)):
        found = compiled(pattern).match(text)
        if found and found.end() < len(text):
            return sign + text[found.end() :].lstrip(" :+")
    return text
