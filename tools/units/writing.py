"""A unit's submission as text, the way people type one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from random import Random
from textwrap import indent

from tools.units.figures import Figures, Vector
from tools.units.organs import Organ
from tools.units.text import narrative
from tools.units.words import data

AFTER_TABLES = ("disclosure", "reviews")
"""Parts whose text stands behind their tables."""


def submission(organ: Organ, year: int, figures: Figures, seed: int) -> str:
    """Return what a unit files for a year, as YAML."""
    return header(organ, year, seed) + text(narrative(organ, year, figures, seed)) + tables(figures)


def header(organ: Organ, year: int, seed: int) -> str:
    """Return agency, contact and date."""
    names, rng = data("organs.yaml")["names"], Random(f"{seed}/{organ.number}/contact")
    head: str = data("organs.yaml")["header"]
    site = f"{organ.region_code}.{names['mail']}"
    return head.format(
        year=year,
        name=organ.name,
        kind=organ.kind,
        level=organ.level,
        region_code=organ.region_code,
        code=organ.code,
        short=organ.short,
        address=_address(organ, rng),
        postcode=f"{organ.region_code[:4]}{rng.randint(10, 99)}",
        phone=f"0990-0555{rng.randint(100, 999)}",
        email=f"u{organ.number}@{site}",
        site=site,
        published=published(organ, year, seed),
    )


def _address(organ: Organ, rng: Random) -> str:
    names = data("organs.yaml")["names"]
    return f"{organ.place}{rng.choice(names['streets'])}{names['road']}{rng.randint(1, 399)}{names['house']}"


def published(organ: Organ, year: int, seed: int) -> date:
    """Return a day in time: for governments until the end of March, for others until that of January."""
    rng = Random(f"{seed}/{organ.number}/{year}/published")
    return date(year + 1, 1, 8) + timedelta(days=rng.randint(0, 75 if organ.kind == "government" else 22))


def contact(organ: Organ, seed: int) -> str:
    """Return an invented person."""
    names, rng = data("organs.yaml")["names"], Random(f"{seed}/{organ.number}/person")
    return rng.choice(names["surnames"]) + rng.choice(names["given"])


def text(parts: Mapping[str, str]) -> str:
    """Return the text, each part as a block."""
    out = ["narrative:\n"]
    for id_, part in parts.items():
        if part and id_ in AFTER_TABLES:
            out.append(f"  {id_}:\n    after: |\n{indent(part, '      ')}\n")
        elif part:
            out.append(f"  {id_}: |\n{indent(part, '    ')}\n")
    return "".join(out)


def tables(figures: Figures) -> str:
    """Return the figures; totals are left out."""
    words = data("organs.yaml")
    applicants, results = list(words["applicants"]), words["results"]
    form: str = words["tables"]
    made, repealed, in_force = figures.files
    licence, penalty, coercion = figures.decisions
    return form.format(
        made=made,
        repealed=repealed,
        in_force=in_force,
        licence=licence,
        penalty=penalty,
        coercion=coercion,
        fee=f"{figures.fee / 100:.2f}" if figures.fee else 0,
        received=_row(applicants, figures.received),
        carried_in=_row(applicants, figures.carried_in),
        carried_out=_row(applicants, figures.carried_out),
        outcome=_outcome(applicants, figures.outcome),
        **{stage: _row(results, row) for stage, row in zip(words["stages"], figures.stages, strict=True)},
    )


def _row(ids: Iterable[str], row: Vector) -> str:
    return "{" + ", ".join(f"{id_}: {figure}" for id_, figure in zip(ids, row, strict=True)) + "}"


def _outcome(applicants: list[str], rows: tuple[Vector, ...]) -> str:
    out, group = [], ""
    for id_, row in zip(data("organs.yaml")["outcomes"], rows, strict=True):
        above, _, own = id_.rpartition(".")
        if above != group:
            out.append(f"      {above}:")
            group = above
        out.append(f"      {'  ' if above else ''}{own}: {_row(applicants, row)}")
    return "\n".join(out)
