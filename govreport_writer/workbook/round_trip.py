"""Whether two submissions say the same, by value: the proof that a conversion lost nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from govreport_writer.narrative import parse
from govreport_writer.outline import outline
from govreport_writer.submission import NarrativeSection, Submission

FACTS = (
    "year",
    "agency",
    "contact",
    "published",
    "title",
    "signature",
    "annex",
    "filing",
    "explanations",
    "labels",
    "narrative_is_list",
)
"""What a submission says besides figures and text."""


def differences(one: Submission, other: Submission) -> list[str]:
    """Return the names of what differs: facts, parts of the text, cells; texts by how they print."""
    return [*_facts(one, other), *_texts(one, other), *_cells(one, other)]


def _facts(one: Submission, other: Submission) -> Iterator[str]:
    if (one.edition.id, one.edition.variant) != (other.edition.id, other.edition.variant):
        yield "edition"
    for name in FACTS:
        if _plain(getattr(one.raw, name)) != _plain(getattr(other.raw, name)):
            yield name


def _plain(value: Any) -> object:
    """Return a model by what it says: a part that says nothing is as good as none."""
    if hasattr(value, "model_dump"):
        said = {name: each for name, each in value.model_dump().items() if each not in (None, (), "")}
        return said or None
    return value


def _texts(one: Submission, other: Submission) -> Iterator[str]:
    first, second = _parts(one), _parts(other)
    if [name for name, *_ in first] != [name for name, *_ in second]:
        yield "narrative"
    for (name, *mine), (_, *theirs) in zip(first, second, strict=False):
        if mine != theirs:
            yield f"narrative.{name}"


def _parts(submission: Submission) -> list[tuple[object, ...]]:
    plan = outline(submission)
    filed: list[tuple[str, NarrativeSection | None, tuple[str, ...]]] = [("preface", plan.preface, ())]
    filed += [(part.title, part.narrative, part.tables) for part in plan.parts]
    return [
        (title, tables, text is None, parse(text.before if text else ""), parse(text.after if text else ""))
        for title, text, tables in filed
    ]


def _cells(one: Submission, other: Submission) -> Iterator[str]:
    for ref in {**one.values, **other.values}:
        if _cell(one, ref) != _cell(other, ref):
            yield str(ref)


def _cell(submission: Submission, ref: Any) -> object:
    """Return what a cell says: its value as filed, with its unit; the text of what is no number."""
    if ref not in submission.values:
        return None
    origin = submission.origins[ref]
    value = submission.values[ref]
    if origin.state in ("unreadable", "waiting"):
        return origin.state, origin.raw
    return value, str(value), None if value is None else submission.units[ref]
