"""What is kept of a part of the text: numbers for its runs of characters, and quotes to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zlib import compress, crc32, decompress

from govreport_writer.across.bare import FIGURE, Bare
from govreport_writer.across.fingerprints import least, packed, unpacked, winnowed
from govreport_writer.findings import Place

SHORTEST = 100
"""Characters: shorter parts say the same in few ways."""
CLOSE = (8, 8)
"""Run and window by which two whole parts are compared."""
FAR = (24, 72)
"""Run and window by which long passages are found."""
CHAIN = 4
"""Neighbouring runs that make a passage: some 130 characters."""
LONG = 100
"""Characters that a passage has at least."""
FIGURES = 15
"""A passage with a figure in every so many characters lists what the form names: it is alike by nature."""
_QUOTES = 12
_QUOTED = 16
"""Characters of a quote."""
_LINE = "\n"


@dataclass(frozen=True, slots=True)
class PartSketch:
    """The passages of a part, and for each which quote shows it; `key` tells the part across units."""

    key: str
    title: str
    spot: Place
    chains: bytes
    shown_by: bytes
    quotes: bytes

    def numbers(self) -> Iterator[int]:
        """Return the numbers of the passages, in the order of the text."""
        return iter(unpacked(self.chains))

    def passages(self) -> dict[int, int]:
        """Return which quote shows each passage, in the order of the text."""
        return dict(zip(unpacked(self.chains), unpacked(self.shown_by), strict=True))

    def quote(self, number: int) -> str:
        """Return a quote."""
        return _lines(self.quotes)[number]


@dataclass(frozen=True, slots=True)
class ProblemsSketch:
    """The numbers of the part on problems, in the order of its text, and quotes for some of them."""

    title: str
    spot: Place
    prints: bytes
    quoted: bytes
    quotes: bytes

    def quote_in(self, prints: frozenset[int]) -> str | None:
        """Return the first quote whose run of characters has its number among others; None without one."""
        shown = zip(unpacked(self.quoted), _lines(self.quotes), strict=True)
        return next((quote for number, quote in shown if number in prints), None)


def part_sketch(text: Bare, key: str, title: str, spot: Place) -> PartSketch | None:
    """Return the passages of a part; None when it has none that is long."""
    found = winnowed(text.text, *FAR)
    links = [number for _, number in found]
    chains: dict[int, int] = {}
    for first in range(len(found) - CHAIN + 1):
        if _is_long_prose(text.text, found[first][0], found[first + CHAIN - 1][0] + FAR[0]):
            least_link = least(links[first : first + CHAIN], CHAIN)[0] + first
            chains.setdefault(_number(links[first : first + CHAIN]), least_link)
    if not chains:
        return None
    shown = {link: number for number, link in enumerate(dict.fromkeys(chains.values()))}
    return PartSketch(
        key=key,
        title=title,
        spot=spot,
        chains=packed(chains),
        shown_by=packed(shown[link] for link in chains.values()),
        quotes=_quotes(text, (found[link][0] for link in shown)),
    )


def problems_sketch(text: Bare, title: str, spot: Place) -> ProblemsSketch | None:
    """Return the numbers of a part to be compared as a whole; None when it is short."""
    if len(text.text) < SHORTEST:
        return None
    places = {number: at for at, number in winnowed(text.text, *CLOSE)}
    quoted = sorted(sorted(places)[:_QUOTES], key=places.__getitem__)
    return ProblemsSketch(
        title=title,
        spot=spot,
        prints=packed(places),
        quoted=packed(quoted),
        quotes=_quotes(text, (places[number] for number in quoted)),
    )


def _is_long_prose(text: str, start: int, end: int) -> bool:
    return end - start >= LONG and text.count(FIGURE, start, end) * FIGURES < end - start


def _number(links: list[int]) -> int:
    """Return one number for neighbouring ones."""
    return crc32(packed(links))


def _quotes(text: Bare, places: Iterable[int]) -> bytes:
    return compress(_LINE.join(text.quote(at, _QUOTED) for at in places).encode("utf-16-le", "surrogatepass"))


def _lines(quotes: bytes) -> list[str]:
    return decompress(quotes).decode("utf-16-le", "surrogatepass").split(_LINE)
