"""Read the numbers of a paragraph: figures, shares, ranges, years; what is no count is passed over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from govreport_writer.cells import Value
from govreport_writer.mentions.lexicon import FIGURE, RANGE, SHARE, SKIPPED, YEAR, lexicon

LONGEST = 15
"""Digits of a figure; a longer one is a number of something."""
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])(?:\.[0-9]{1,12})?|[0-9]{1,15}(?![0-9])(?:\.[0-9]{1,12})?"


@dataclass(frozen=True, slots=True)
class Sign:
    """What one sign of a sentence stands for. `value` is None for what is no figure.

    `exact` is False for 余, 约 and for 万 with a decimal; `digits` are those after the point.
    """

    kind: str
    typed: str
    line: int
    value: Value = None
    exact: bool = True
    digits: int = 0
    looked_up: bool = False
    year: int = 0


def signs_in(
    text: str, line_at: Callable[[int], int], looked_up: Mapping[str, Value]
) -> tuple[str, dict[int, Sign]]:
    """Return a paragraph with every number as one sign, and what each sign stands for."""
    pieces: list[str] = []
    signs: dict[int, Sign] = {}
    done = length = 0
    for match in _token().finditer(text):
        sign = _sign(match, line_at(match.start()), looked_up)
        pieces += (text[done : match.start()], sign.kind)
        length += match.start() - done
        signs[length] = sign
        length += 1
        done = match.end()
    return "".join((*pieces, text[done:])), signs


def _sign(match: re.Match[str], line: int, looked_up: Mapping[str, Value]) -> Sign:
    typed = match[0]
    if match["looked"]:
        return _looked_up(match, line, looked_up)
    if match["year"]:
        return Sign(YEAR, typed, line, year=int(match["year"]))
    if not match["number"]:
        return Sign(SKIPPED, typed, line)
    if match["until"]:
        return Sign(RANGE, typed, line)
    number = match["number"].replace(",", "")
    value = _value(number)
    times = lexicon().words.times.get(match["times"] or "", 1)
    rough = (match["before"], match["after"], match["later"], match["times"], match["behind"])
    exact = all(each is None for each in rough)
    digits = len(number.partition(".")[2])
    return Sign(SHARE if match["share"] else FIGURE, typed, line, value * times, exact, digits)


def _looked_up(match: re.Match[str], line: int, looked_up: Mapping[str, Value]) -> Sign:
    """Return the sign of a look-up; one that prints a share carries a value with its %."""
    value = looked_up.get(match["looked"])
    if isinstance(value, Decimal) and match["looked"] + SHARE in looked_up:
        return Sign(SHARE, match[0], line, value, digits=1, looked_up=True)
    typed = match[0] if value is None else f"{value}"
    return Sign(FIGURE if value is not None else SKIPPED, typed, line, value, looked_up=True)


def _value(number: str) -> int | Decimal:
    return Decimal(number) if "." in number else int(number)


@cache
def _token() -> re.Pattern[str]:
    """Return the expression for all numbers; it is tried only where one of them can begin."""
    words = lexicon().words
    skip = "|".join(words.skip).replace("…", "[^0-9，；。]{0,12}")
    until = rf"(?P<until>(?:{_either(words.range)})[0-9]{{1,9}})?"
    times = rf"(?P<times>(?:{_either(words.times)})(?!{words.not_times}))?"
    behind = rf"(?P<behind>(?=[^0-9，；。、]{{0,2}}(?:{_either(words.behind)})))?"
    after = _either(words.after)
    return re.compile(
        rf"(?={words.begin}|[\ue000-\uf8ff])(?:(?P<looked>[\ue000-\uf8ff])|{words.year}|{skip}"
        rf"|(?P<before>{_either(words.before)})?(?<![0-9a-z.])(?P<number>{_NUMBER}){until}"
        rf"(?P<after>{after})?{times}(?P<later>{after})?(?P<share>{words.percent})?{behind}"
        rf"|[0-9]{{{LONGEST + 1},}}[0-9.,]*)"
    )


def _either(names: Iterable[str]) -> str:
    return "|".join(map(re.escape, names))
