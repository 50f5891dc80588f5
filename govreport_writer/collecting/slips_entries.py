"""One point of a return slip: where, what is wrong, what to do, and how to explain it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from govreport_writer.collecting.rounds import Point
from govreport_writer.collecting.slips_words import lines, one_line
from govreport_writer.messages import printed

SHOWN_VALUES = 240
"""Characters of the values that an explanation copies; longer ones are copied from the check."""
_ON_ONE_PAGE = 500
"""Characters in one cell of a row that is kept on one page."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A point as lines of text. `fate` marks what it was last time, `copied` is to be copied as it stands.

    `whole` tells that the row is short enough not to be split over two pages.
    """

    number: int
    place: tuple[str, ...]
    fate: str
    heading: str
    message: tuple[str, ...]
    basis: str
    advice: tuple[str, ...]
    copied: tuple[str, ...]
    whole: bool


def entry(number: int, point: Point, fate: str, *, in_workbook: bool) -> Entry:
    """Return a point as a slip lists it; one of 核实 tells how to explain it there."""
    return Entry(
        number=number,
        place=lines(point.place),
        fate=printed("slip.head.fate", fate=fate) if fate else "",
        heading=" ".join(lines(point.heading)),
        message=lines(point.message),
        basis=printed("slip.head.basis", basis=" ".join(lines(point.basis))) if point.basis else "",
        advice=(*lines(point.advice), *_how(point, in_workbook=in_workbook)),
        copied=tuple(_copied(point, in_workbook=in_workbook)),
        whole=max(len(point.message), len(point.advice)) < _ON_ONE_PAGE,
    )


def _how(point: Point, *, in_workbook: bool) -> Iterator[str]:
    if point.severity == "should":
        yield printed(f"slip.explain.{'workbook' if in_workbook else 'yaml'}")


def _copied(point: Point, *, in_workbook: bool) -> Iterator[str]:
    """Yield what an explanation has to name: the finding's id and its values."""
    if point.severity != "should":
        return
    where = "workbook" if in_workbook else "yaml"
    identity, values = one_line(point.id), one_line(point.values)
    yield printed(f"slip.copy.{where}.id", id=identity if in_workbook else _quoted(identity))
    if len(values) > SHOWN_VALUES:
        yield printed("slip.copy.long_values")
    elif values or not in_workbook:
        yield printed(f"slip.copy.{where}.values", values=values if in_workbook else _quoted(values))


def _quoted(text: str) -> str:
    """Return a text as YAML takes it whatever is in it."""
    return json.dumps(text, ensure_ascii=False)
