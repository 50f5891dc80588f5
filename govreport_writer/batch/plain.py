"""Outcomes as plain values that JSON keeps, and back: what a journal holds, and a long run in memory.

Every value comes back equal and of its type; one of an unknown type is a TypeError, never a guess.
"""

from __future__ import annotations

import datetime
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from govreport_writer.findings import Finding, Gap, Instance, Place, Suspect
from govreport_writer.pipeline import Filed, Outcome

KINDS: tuple[type[Any], ...] = (Outcome, Filed, Finding, Instance, Place, Suspect, Gap)
CLASSES = {each.__name__: each for each in KINDS}
HEAVY = ("submission", "earlier")
"""Fields of an outcome that are let go."""
NAMES = {
    name: tuple(field.name for field in fields(each) if field.name not in HEAVY)
    for name, each in CLASSES.items()
}
Plain = Any
"""None, bool, int, str, or a pair [kind, contents]."""


def plain(value: object) -> Plain:
    """Return a value in terms of JSON; TypeError for one of an unknown type."""
    kind = type(value)
    if value is None or kind in (bool, int, str):
        return value
    if kind in (tuple, list):
        return [kind.__name__, [plain(each) for each in value]]  # type: ignore[attr-defined]  # by its type
    if (names := NAMES.get(kind.__name__)) and kind is CLASSES[kind.__name__]:
        return [kind.__name__, [plain(getattr(value, name)) for name in names]]
    if isinstance(value, Mapping):
        return ["dict", [[plain(key), plain(each)] for key, each in value.items()]]
    if kind is frozenset:
        return ["frozenset", sorted(map(plain, value))]  # type: ignore[call-overload]  # by its type
    if isinstance(value, str):
        return str(value)
    return _single(value)


def _single(value: object) -> Plain:
    if isinstance(value, Path):
        return ["Path", str(value)]
    if isinstance(value, Decimal):
        return ["Decimal", str(value)]
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return ["date", value.isoformat()]
    if isinstance(value, float):
        return ["float", value.hex()]
    raise TypeError(type(value).__name__)


MAKERS: Mapping[str, Callable[[Any], object]] = {
    "tuple": lambda contents: tuple(restored(each) for each in contents),
    "list": lambda contents: [restored(each) for each in contents],
    "dict": lambda contents: {restored(key): restored(each) for key, each in contents},
    "frozenset": lambda contents: frozenset(restored(each) for each in contents),
    "Path": Path,
    "Decimal": Decimal,
    "date": datetime.date.fromisoformat,
    "float": float.fromhex,
}


def restored(value: Plain) -> object:
    """Return what `plain` was given; KeyError, TypeError or ValueError for anything else."""
    if not isinstance(value, list):
        return value
    kind, contents = value
    if kind in CLASSES:
        given = map(restored, contents)
        return CLASSES[kind](**dict(zip(NAMES[kind], given, strict=True)))
    return MAKERS[kind](contents)


def outcome_line(outcome: Outcome) -> str:
    """Return an outcome without its submissions as a line of JSON."""
    return json.dumps(plain(outcome), separators=(",", ":"))


class Illegible(ValueError):  # noqa: N818  # a fact about a line, nothing for users
    """A line that holds no outcome."""


def outcome_of_line(line: str) -> Outcome:
    """Return the outcome of a line; Illegible for a line that holds none."""
    try:
        outcome = restored(json.loads(line))
    except (KeyError, TypeError, ValueError, ArithmeticError, RecursionError) as error:
        raise Illegible(line[:80]) from error
    if not isinstance(outcome, Outcome):
        raise Illegible(line[:80])
    return outcome


def packed(outcome: Outcome) -> bytes:
    """Return an outcome in a small space."""
    return zlib.compress(outcome_line(outcome).encode("ascii"), 1)


def unpacked(data: bytes) -> Outcome:
    """Return the outcome again."""
    return outcome_of_line(zlib.decompress(data).decode("ascii"))
