"""What is kept of a submission to compare it with thousands of others: numbers, short quotes, places.

A sketch of an ordinary report takes about 2 KB, and is taken where the submission is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govreport_writer.across.bare import bare, place_of
from govreport_writer.across.sketch_tables import TableSketch, telling_tables
from govreport_writer.across.sketch_texts import PartSketch, ProblemsSketch, part_sketch, problems_sketch
from govreport_writer.checks.prose import section_of, text_of
from govreport_writer.findings import Place
from govreport_writer.submission import PREFACE, Explanation, NarrativeSection, Submission
from govreport_writer.vocabulary import Kind
from govreport_writer.wording import wording

TO_EXPLAIN = "GR523@"
"""How the ids of findings between units begin that are more than hints."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a submission. `place` is the place in the organ's name, empty when it names none.

    `explanations` are those given for findings between units.
    """

    name: str
    code: str | None
    year: int
    kind: Kind
    place: str
    parts: tuple[PartSketch, ...]
    problems: ProblemsSketch | None
    tables: tuple[TableSketch, ...]
    in_workbook: bool
    explanations: tuple[Explanation, ...] = ()


def sketch_of(submission: Submission) -> Sketch:
    """Return the sketch of a submission; parts that are short or begin all reports alike are left out."""
    agency = submission.agency
    return Sketch(
        name=agency.name,
        code=agency.code,
        year=submission.year,
        kind=agency.kind,
        place=place_of(agency),
        parts=tuple(filter(None, (_part(submission, each) for each in submission.raw.narrative))),
        problems=_problems(submission),
        tables=tuple(telling_tables(submission)),
        in_workbook=bool(submission.raw.lines),
        explanations=tuple(_explanations(submission)),
    )


def _explanations(submission: Submission) -> Iterator[Explanation]:
    """Yield the explanations for findings between units; the submission's own before those beside it."""
    own = {each.finding for each in submission.raw.explanations}
    beside = (each for each in submission.raw.beside if each.finding not in own)
    yield from (
        each for each in (*submission.raw.explanations, *beside) if each.finding.startswith(TO_EXPLAIN)
    )


def _part(submission: Submission, section: NarrativeSection) -> PartSketch | None:
    if section.id == PREFACE:
        return None
    text = bare(text_of(section), submission.agency, submission.edition)
    title = _title(submission, section)
    return part_sketch(text, section.id or title, title, _spot(submission, section))


def _problems(submission: Submission) -> ProblemsSketch | None:
    section = section_of(submission, wording().sections.problems)
    if section is None:
        return None
    text = bare(text_of(section), submission.agency, submission.edition)
    return problems_sketch(text, _title(submission, section), _spot(submission, section))


def _title(submission: Submission, section: NarrativeSection) -> str:
    titles = {each.id: each.title for each in submission.edition.sections}
    return section.title or titles.get(section.id or "", "")


def _spot(submission: Submission, section: NarrativeSection) -> Place:
    """Return where a part begins: a line, or the cell that the line of a workbook stands for."""
    line = section.lines[0] or section.lines[1]
    found = submission.raw.lines.get(line)
    return Place(line=line) if found is None else Place(sheet=found.sheet, cell=found.cell)
