"""Made-up units: a real submission under another name, with another text or other figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

from govreport_writer.across import Sketch, sketch_of
from govreport_writer.cells import CellRef
from govreport_writer.submission import NarrativeSection, RawSubmission, Signature, Submission
from govreport_writer.submission_reading import read_submission

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"

AUDIT = SAMPLES / "county-audit-2024" / "report.yaml"
LETTERS = [chr(0x5000 + at) for at in range(3000)]


@cache
def audit() -> Submission:
    return read_submission(AUDIT)


def unit(
    name: str = "青溪县审计局",
    *,
    texts: Mapping[str, str] | None = None,
    kind: str = "department",
    short_names: tuple[str, ...] = (),
    title: tuple[str, ...] = (),
    signature: str | None = None,
    year: int = 2024,
    figures: Mapping[str, int | None] | None = None,
) -> Submission:
    """Return the sample under another name; `texts` are all its sections, `figures` change some cells."""
    sample = audit()
    changes = {"name": name, "kind": kind, "short_names": short_names, "code": None}
    raw: RawSubmission = replace(
        sample.raw,
        agency=sample.agency.model_copy(update=changes),
        year=year,
        title=title,
        signature=Signature(name=signature) if signature else None,
    )
    if texts is not None:
        raw = replace(
            raw, narrative=tuple(section(key, text, at) for at, (key, text) in enumerate(texts.items()))
        )
    values = {**sample.values, **{CellRef.parse(path): value for path, value in (figures or {}).items()}}
    return replace(sample, raw=raw, values=values)


def section(key: str, text: str, at: int = 0) -> NarrativeSection:
    return NarrativeSection(key, None, text, "", None, (10 * at + 10, 10 * at + 19))


def sketch(name: str, *, figures: Mapping[str, int | None] | None = None, **texts: str) -> Sketch:
    return sketch_of(unit(name, texts=texts, figures=figures))


def prose(seed: int, length: int = 300) -> str:
    """Return a text that has nothing in common with that of another seed, sentence by sentence."""
    random = Random(seed)
    characters = [random.choice(LETTERS) for _ in range(length)]
    for at in range(24, length, 25):
        characters[at] = "。"
    return "".join(characters)


def mixed(one: str, other: str, share: float) -> str:
    """Return a text of which so much is the first, in whole sentences taken evenly, the rest the second."""
    ours, theirs = one.split("。"), other.split("。")
    taken = [int((at + 1) * share) > int(at * share) for at in range(len(ours))]
    return "。".join(mine if take else yours for take, mine, yours in zip(taken, ours, theirs, strict=False))
