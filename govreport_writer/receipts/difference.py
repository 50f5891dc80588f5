"""What does not agree with a receipt: differences of files, and notes on what renders them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from govreport_writer import messages

SHOWN = 12
"""Digits of a hash that people are shown."""
DifferenceKind = Literal[
    "output_missing",
    "output_changed",
    "input_missing",
    "input_changed",
    "explanations_missing",
    "explanations_changed",
    "explanations_new",
    "picture_missing",
    "picture_changed",
    "earlier_missing",
    "again_changed",
    "again_missing",
    "again_verdict",
    "again_explanations",
    "again_failed",
]
NoteKind = Literal[
    "edition",
    "edition_unknown",
    "rules",
    "rules_added",
    "template",
    "profile",
    "font",
    "program",
    "engine",
]


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is not as the receipt has it. `name` is its path, or what tells it apart."""

    kind: DifferenceKind
    name: str
    recorded: str | None = None
    found: str | None = None

    def __str__(self) -> str:
        """Say in one line which file it is and what to do."""
        shown = {"recorded": _short(self.recorded), "found": _short(self.found)}
        return messages.text(f"receipt.difference.{self.kind}", name=self.name, **shown)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that renders units and is not the one of the receipt. `name` tells which of its kind."""

    kind: NoteKind
    name: str
    recorded: str | None = None
    found: str | None = None

    def __str__(self) -> str:
        """Say in one line what differs."""
        shown = {"recorded": _short(self.recorded), "found": _short(self.found)}
        return messages.text(f"receipt.note.{self.kind}", name=self.name, **shown)


def _short(value: str | None) -> str:
    """Return a hash as far as people compare it, a version or a verdict as it is."""
    if value is None:
        return messages.text("receipt.none")
    return value[:SHOWN] if len(value) == 64 else value
