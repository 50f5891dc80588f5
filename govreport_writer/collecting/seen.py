"""What one file turns out to be: whose it is, what the checks say of it; small enough to keep for all."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from govreport_writer import messages
from govreport_writer.batch.checking import CheckUnit, outcome_of
from govreport_writer.batch.storage import at_hand
from govreport_writer.batch.unit import Unit
from govreport_writer.collecting.rounds import LANGUAGE, Point, points_of
from govreport_writer.explanations_file import path_beside
from govreport_writer.findings import Verdict, worst
from govreport_writer.pipeline import Outcome
from govreport_writer.receipts.digests import fresh_digest, joint_digest
from govreport_writer.submission import Submission
from govreport_writer.vocabulary import Kind, Level

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Seen:
    """A file with what came of it; who filed it is None when it could not be read.

    `digest` is the SHA-256 of the file, joined with that of the explanations beside it; `packed` its points.
    """

    unit: Unit
    digest: str
    verdict: Verdict
    agency: str | None = None
    code: str | None = None
    short_names: tuple[str, ...] = ()
    kind: Kind | None = None
    level: Level | None = None
    year: int | None = None
    edition: str | None = None
    title: str = ""
    error: str | None = None
    gaps: tuple[str, ...] = ()
    packed: bytes = b""

    @property
    def points(self) -> tuple[Point, ...]:
        """The findings as they are told to the unit."""
        return unpacked(self.packed)

    def with_points(self, points: Sequence[Point], gone: Collection[str] = ()) -> Seen:
        """Return it with further points, without those whose ids are `gone`.

        A point that is open and no hint spoils a verdict that was clean.
        """
        asks = any(each.is_open and each.severity != "hint" for each in points)
        blocks = any(each.is_open and each.severity == "must" for each in points)
        kept = [each for each in self.points if each.id not in gone]
        verdicts: list[Verdict] = [self.verdict, "blocked" if blocks else "explain" if asks else "clean"]
        return replace(self, verdict=worst(verdicts), packed=packed((*kept, *points)))


@dataclass(frozen=True, slots=True)
class SeeUnit:
    """Reads and checks a file. What it finds is told in Chinese, as the units are told."""

    check: CheckUnit

    def __call__(self, unit: Unit) -> Seen:
        """Return what the file turns out to be."""
        with messages.speaking(LANGUAGE):
            return seen(unit, self.check.outcome(unit))


def seen(unit: Unit, outcome: Outcome) -> Seen:
    """Return what came of a file that was checked."""
    with at_hand(unit) as path:
        digest = digest_of(path)
    found = Seen(
        unit=unit,
        digest=digest,
        verdict=outcome.verdict,
        error=outcome.error and _below_folder(outcome.error, unit),
        gaps=tuple(f"{gap.code} {gap.why}" for gap in outcome.not_checked),
        packed=packed(points_of(outcome)),
    )
    return found if outcome.submission is None else _of_submission(found, outcome.submission)


def _of_submission(found: Seen, submission: Submission) -> Seen:
    agency = submission.agency
    return replace(
        found,
        agency=agency.name,
        code=agency.code,
        short_names=agency.short_names,
        kind=agency.kind,
        level=agency.level,
        year=submission.year,
        edition=submission.edition.id,
        title=submission.edition.title,
    )


def _below_folder(text: str, unit: Unit) -> str:
    """Return a text that names the file by its path below the folder, wherever that lies."""
    folder = str(Path(unit.place).parents[unit.name.count("/")])
    return text.replace(unit.place, unit.name).replace(f"{folder}{os.sep}", "")


def seen_of(unit: Unit, result: object) -> Seen:
    """Return what a worker saw; where it came to no end, a check that is not completed."""
    if isinstance(result, Seen):
        return result
    with messages.speaking(LANGUAGE):
        return seen(unit, outcome_of(unit, result))


def digest_of(path: Path) -> str:
    """Return the hash of what was handed in; empty when the file is gone or cannot be opened."""
    beside = path_beside(path)
    own, other = fresh_digest(path) or "", fresh_digest(beside)
    return own if other is None else joint_digest({path.name: own, beside.name: other})


def open_counts(points: Iterable[Point]) -> Counts:
    """Return how many points of each severity are open."""
    still_open = [point.severity for point in points if point.is_open]
    return {severity: still_open.count(severity) for severity in ("must", "should", "hint")}


def packed(points: Sequence[Point]) -> bytes:
    """Return points in few bytes; none is empty."""
    if not points:
        return b""
    return zlib.compress(json.dumps([asdict(point) for point in points], ensure_ascii=False).encode())


def unpacked(data: bytes) -> tuple[Point, ...]:
    """Return the points in some bytes."""
    return tuple(Point(**each) for each in json.loads(zlib.decompress(data))) if data else ()
