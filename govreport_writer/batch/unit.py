"""A unit: one input of a run over many."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """One input: `place` is a path or a URL as it was named or found.

    `name` tells it apart within the run wherever the run takes place: the path below the folder that was
    named, with slashes, else the last part of the path.
    """

    place: str
    name: str
