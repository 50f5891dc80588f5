"""What a run over many units has found so far, on disk while it works: a line of JSON for each unit.

It stands beside the file that the run writes and goes when that is written. A line is whole or counts for
nothing, and so does a journal of another program, language, list of rules, or set of earlier years.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from govreport_writer.batch.plain import outcome_line, outcome_of_line, packed, unpacked
from govreport_writer.errors import RenderError
from govreport_writer.pipeline import Outcome

SUFFIX = ".journal"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit that was checked: the hash of all it was checked from, the pictures among that, the outcome."""

    mark: str
    pictures: tuple[str, ...]
    small: bytes

    @property
    def outcome(self) -> Outcome:
        """The outcome as it was."""
        return unpacked(self.small)


def journal_of(target: Path) -> Path:
    """Return where the journal of the run that writes `target` stands."""
    return target.with_name(target.name + SUFFIX)


class Journal:
    """The journal of the run that writes `target`; `key` tells runs apart that would find other things."""

    def __init__(self, target: Path, key: str) -> None:
        self.path = journal_of(target)
        self._head = json.dumps({"format": FORMAT, "key": key})
        self._file: BinaryIO | None = None

    def entries(self) -> Mapping[str, Entry]:
        """Return what an earlier run of the same kind has found, by name of unit; nothing without one."""
        try:
            lines = self.path.read_text(encoding="ascii", errors="replace").split("\n")
        except OSError:
            return {}
        if lines[0] != self._head:
            return {}
        return dict(filter(None, map(_entry, lines[1:-1])))

    def begin(self, kept: Mapping[str, Entry]) -> None:
        """Begin to write, with what is kept of an earlier run; RenderError when that is not possible."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("wb", buffering=0)
        except OSError as error:
            raise RenderError("file.not_writable", file=self.path) from error
        self._write(self._head)
        for name, entry in kept.items():
            self.add(name, entry.mark, entry.pictures, entry.outcome)

    def add(self, name: str, mark: str, pictures: tuple[str, ...], outcome: Outcome) -> None:
        """Write down one more unit."""
        self._write(f"{json.dumps([name, mark, list(pictures)])}\t{outcome_line(outcome)}")

    def _write(self, line: str) -> None:
        """Write a line in one piece; RenderError when the disk is full."""
        assert self._file is not None, "begun"
        try:
            self._file.write(line.encode("ascii") + b"\n")
        except OSError as error:
            raise RenderError("file.not_writable", file=self.path) from error

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()


def _entry(line: str) -> tuple[str, Entry] | None:
    """Return the unit and entry of a line; None for one that is not whole."""
    head, _, outcome = line.partition("\t")
    try:
        name, mark, pictures = json.loads(head)
        small = packed(outcome_of_line(outcome))
    except ValueError:
        return None
    return (name, Entry(mark, tuple(pictures), small)) if isinstance(name, str) else None
