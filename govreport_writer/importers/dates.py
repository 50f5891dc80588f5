"""Read dates and years as reports print them, in figures or in words."""

from __future__ import annotations

import datetime
import unicodedata

from govreport_writer.importers.words import compiled, words
from govreport_writer.numbering import chinese_number

_DAYS = {chinese_number(number): number for number in range(1, 32)}


def date_of(text: str) -> datetime.date | None:
    """Return the date that a line consists of, None when it is none."""
    report = words().report
    plain = unicodedata.normalize("NFKC", text).strip()
    found = compiled(report.date).fullmatch(plain)
    if found:
        return _date(int(found["y"]), int(found["m"]), int(found["d"]))
    found = compiled(report.han_date).fullmatch(plain)
    if found:
        return _date(_han_year(found["y"]), _DAYS.get(found["m"], 0), _DAYS.get(found["d"], 0))
    return None


def iso_date_of(text: str) -> datetime.date | None:
    """Return the date that a fact begins with (2025-01-17 09:30), None when it is none."""
    try:
        return datetime.date.fromisoformat(text.strip()[:10])
    except ValueError:
        return date_of(text)


def year_of(text: str) -> int | None:
    """Return the first year in a text, None without one."""
    report = words().report
    plain = unicodedata.normalize("NFKC", text)
    found = compiled(report.year).search(plain)
    if found:
        return int(found["year"])
    found = compiled(report.han_year).search(plain)
    return _han_year(found["year"]) if found else None


def _han_year(text: str) -> int:
    digits, zeros = words().report.han_digits, words().report.zeros
    return int("".join(str(digits.index("".join(digits[0] if each in zeros else each))) for each in text))


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
