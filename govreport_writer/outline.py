"""The order of a report: which sections stand where, under which titles, with which tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govreport_writer.form.edition import FormEdition
from govreport_writer.form.file import SectionFile
from govreport_writer.numbering import NUMBERED, chinese_number
from govreport_writer.submission import PREFACE, NarrativeSection, Submission


@dataclass(frozen=True, slots=True)
class Part:
    """One section as it will be printed; `title` carries its number."""

    id: str | None
    title: str
    narrative: NarrativeSection | None
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """Preface, numbered sections, annex."""

    preface: NarrativeSection | None
    parts: tuple[Part, ...]
    annex_title: str | None
    annex_tables: tuple[str, ...]

    @property
    def tables(self) -> tuple[str, ...]:
        """Every table that is printed, in order."""
        return tuple(table for part in self.parts for table in part.tables) + self.annex_tables


def outline(submission: Submission) -> Outline:
    """Return the outline of a submission: its own list of sections, else the edition's.

    Titles are numbered 一、二、… unless one of them brings a number of its own: then all are as given.
    """
    raw = submission.raw
    preface = next((section for section in raw.narrative if section.id == PREFACE), None)
    titled = list(_listed(submission) if raw.narrative_is_list else _by_edition(submission))
    own_numbers = any(NUMBERED.match(part.title) for part in titled)
    filed = {ref.table for ref in submission.values}
    annex = raw.annex or submission.edition.annex
    parts = tuple(
        Part(
            part.id,
            part.title if own_numbers else f"{chinese_number(index)}、{part.title}",
            part.narrative,
            _printed(part.tables, filed),
        )
        for index, part in enumerate(titled, 1)
    )
    if annex is None:
        return Outline(preface, parts, None, ())
    return Outline(preface, parts, annex.title, _printed(annex.tables, filed))


def _listed(submission: Submission) -> Iterator[Part]:
    sections = {section.id: section for section in submission.edition.sections}
    for each in submission.raw.narrative:
        if each.id == PREFACE:
            continue
        known = sections.get(each.id or "")
        title = each.title or (known.title if known else "")
        tables = each.tables if each.tables is not None else (known.tables if known else ())
        yield Part(each.id, title, each, tables)


def _by_edition(submission: Submission) -> Iterator[Part]:
    narrative = {section.id: section for section in submission.raw.narrative}
    for section in submission.edition.sections:
        filed = narrative.get(section.id)
        if filed is not None or _always_printed(section, submission.edition):
            moved = submission.raw.annex.tables if submission.raw.annex else ()
            tables = tuple(table for table in section.tables if table not in moved)
            yield Part(section.id, section.title, filed, tables)


def _always_printed(section: SectionFile, edition: FormEdition) -> bool:
    """Headings fixed by the form stand even over nothing; usual ones only over text."""
    return not edition.free_headings or bool(section.tables)


def _printed(tables: tuple[str, ...], filed: set[str]) -> tuple[str, ...]:
    return tuple(table for table in tables if table in filed)
