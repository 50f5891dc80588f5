"""Names that tell the units of a run apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from os.path import abspath
from pathlib import PurePath

from govreport_writer.batch.unit import Unit


def told_apart(units: Sequence[Unit]) -> list[Unit]:
    """Return units each under a name of its own, and each file once.

    Units of one name get the folders above them in front, as many as it takes, all units of that name alike.
    """
    once = list({_place(unit): unit for unit in reversed(units)}.values())[::-1]
    while shared := _shared(once):
        longer = [_longer(unit) if unit.name in shared else unit for unit in once]
        if longer == once:
            break
        once = longer
    return once


def _shared(units: Sequence[Unit]) -> set[str]:
    return {name for name, count in Counter(unit.name for unit in units).items() if count > 1}


def _longer(unit: Unit) -> Unit:
    """Return a unit with one more part of its place in its name; as it is when there is no more."""
    parts = PurePath(_place(unit)).parts
    more = len(PurePath(unit.name).parts) + 1
    return unit if more > len(parts) else replace(unit, name="/".join(parts[-more:]))


def _place(unit: Unit) -> str:
    return unit.place if "://" in unit.place else abspath(unit.place)
