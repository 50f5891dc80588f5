"""Invented organs: a province when there are many, cities, counties, their offices and townships."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tools.units.words import data

CITY = 10
"""Units of a city itself: its government, office, departments."""
COUNTY = 25
"""Units of a county: its government, office, departments, townships, bodies that are given powers."""
COUNTIES = 8
"""Counties of a city."""
WHOLE_CITY = CITY + COUNTIES * COUNTY


@dataclass(frozen=True, slots=True)
class Organ:
    """A unit. `scale` is its requests in a common year; `parent` is the government above it."""

    number: int
    name: str
    short: str
    kind: str
    level: str
    region_code: str
    code: str
    place: str
    region: str
    parent: str | None
    vertical: bool
    facts: Mapping[str, Any] = field(repr=False, compare=False)


def organs(count: int, seed: int) -> list[Organ]:
    """Return so many organs; a government stands before those below it."""
    rng = Random(f"{seed}/places")
    names, first = data("organs.yaml")["names"], 1 if count > WHOLE_CITY else 0
    places = [one + two for one in names["first"] for two in names["second"]]
    rng.shuffle(places)
    province = _government(0, names["province"], "province", 990000, None) if first else None
    found = [province] if province else []
    for city in range((count - first + WHOLE_CITY - 1) // WHOLE_CITY):
        found += _city(first, city, places, seed, province)
        first += WHOLE_CITY
    return found[:count]


def _city(first: int, city: int, places: Sequence[str], seed: int, province: Organ | None) -> Iterator[Organ]:
    regions, step = data("organs.yaml")["regions"], COUNTIES + 1
    code = 990000 + 100 * (city + 1)
    own = _government(first, _place(places, city * step, regions["city"]), "city", code, province)
    yield own
    yield from _offices(own, 6, 1, 1, seed)
    for county in range(COUNTIES):
        rng, number = Random(f"{seed}/{city}/{county}"), first + CITY + county * COUNTY
        place = _place(places, city * step + county + 1, rng.choice(regions["county"]))
        government = _government(number, place, "county", code + county + 1, own)
        yield government
        yield from _offices(government, 12, 2, 2, seed)
        yield from _towns(government, number + 18, rng)


def _place(places: Sequence[str], index: int, ends: str) -> str:
    again, at = divmod(index, len(places))
    return places[at] + (places[(at + again) % len(places)][0] if again else "") + ends


def _government(number: int, place: str, level: str, region: int, parent: Organ | None) -> Organ:
    facts = data("organs.yaml")["government"]
    name, short = f"{place}{_word('government')}", f"{place[-1]}{_word('short_government')}"
    above = parent.name if parent else None
    return Organ(
        number,
        name,
        short,
        "government",
        level,
        f"{region}",
        f"{region}000",
        place,
        place[-1],
        above,
        vertical=False,
        facts=facts,
    )


def _word(name: str) -> str:
    word: str = data("organs.yaml")["words"][name]
    return word


def _offices(
    government: Organ, departments: int, vertical: int, authorised: int, seed: int
) -> Iterator[Organ]:
    """Yield the office, departments, bodies that are given powers, and those under vertical management."""
    words, rng = data("organs.yaml"), Random(f"{seed}/{government.code}/offices")
    chosen = [
        ("department", words["office"], False),
        *(("department", each, False) for each in rng.sample(words["departments"], departments)),
        *(("department", each, True) for each in rng.sample(words["vertical"], vertical)),
        *(("authorised", each, False) for each in rng.sample(words["authorised"], authorised)),
    ]
    for index, (kind, facts, is_vertical) in enumerate(chosen, start=1):
        named = {
            key: facts[key].format(place=government.place, region=government.region)
            for key in ("name", "short")
        }
        yield _below(government, index, kind, government.level, facts, vertical=is_vertical, **named)


def _towns(government: Organ, number: int, rng: Random) -> Iterator[Organ]:
    words = data("organs.yaml")
    names = [one + two for one in words["names"]["town_first"] for two in words["names"]["town_second"]]
    for index, place in enumerate(rng.sample(names, government.number + COUNTY - number)):
        town = rng.choice(words["towns"])
        yield _below(
            government,
            number - government.number + index,
            "township",
            "town",
            {**words["township"], **town},
            vertical=False,
            name=f"{government.place}{place}{town['organ']}",
            short=place + town["ends"],
        )


def _below(
    government: Organ,
    index: int,
    kind: str,
    level: str,
    facts: Mapping[str, Any],
    *,
    vertical: bool,
    name: str,
    short: str,
) -> Organ:
    return Organ(
        government.number + index,
        name,
        short,
        kind,
        level,
        government.region_code,
        f"{government.region_code}{index:03}",
        government.place,
        facts.get("region", government.region),
        government.name,
        vertical=vertical,
        facts=facts,
    )
