"""Whether the finished documents of a unit still say what it filed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from govreport_writer import messages
from govreport_writer.batch.storage import at_hand
from govreport_writer.batch.unit import Unit
from govreport_writer.collecting.documents import Documents
from govreport_writer.collecting.rounds import LANGUAGE, Point
from govreport_writer.collecting.seen import Seen
from govreport_writer.documents.comparison.verify import Verified, verify_file
from govreport_writer.documents.view import build_view
from govreport_writer.profile import load_profile
from govreport_writer.submission_reading import read_submission

SHOWN = 20
"""Differences of a document that are told."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What is to be compared: a submission with the documents that were made of it."""

    unit: Unit
    documents: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Prove:
    """Reads documents back and compares them with the submission, drawn in a profile."""

    profile: str = "standard"

    def __call__(self, proof: Proof) -> tuple[Point, ...]:
        """Return a point for each document that says something else; none when all say the same."""
        with messages.speaking(LANGUAGE), at_hand(proof.unit) as path:
            view = build_view(read_submission(path), profile=load_profile(self.profile))
            found = []
            for document in proof.documents:
                with at_hand(document) as place:
                    found.append((document, verify_file(place, view)))
            return tuple(
                _point(each, done) for each, done in found if done.error is not None or done.differences
            )


def _point(document: Unit, found: Verified) -> Point:
    name = PurePosixPath(document.name).name
    lines = [str(each) for each in found.differences[:SHOWN]]
    more = len(found.differences) - len(lines)
    if more > 0:
        lines.append(messages.printed("collect.document.more", count=more))
    return Point(
        id=f"document@{name}",
        severity="must",
        state="open",
        heading=messages.printed("collect.document.heading"),
        place=document.name,
        message="\n".join(lines) if found.error is None else found.error,
        advice=messages.printed("collect.document.advice"),
        basis="",
        values="",
    )


def proofs(files: Sequence[Seen], documents: Documents) -> Iterator[Proof]:
    """Yield what is to be proven: the submissions that are clean and have documents."""
    for seen in files:
        found = documents.of(seen) if seen.verdict == "clean" else ()
        if found:
            yield Proof(seen.unit, found)


def failed(proof: Proof, why: str) -> tuple[Point, ...]:
    """Return what is told of documents whose comparison came to no end: they prove nothing."""
    with messages.speaking(LANGUAGE):
        return tuple(_point(each, Verified(each.place, None, error=why)) for each in proof.documents)
