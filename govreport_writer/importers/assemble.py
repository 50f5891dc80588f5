"""Put a submission together of the parts of a document, so that it prints what the document says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from govreport_writer.cells import CellRef
from govreport_writer.form.edition import FormEdition
from govreport_writer.importers.contact_line import contact_of
from govreport_writer.importers.flow import Item, Statutory
from govreport_writer.importers.imported import Doubt
from govreport_writer.importers.labels import folded
from govreport_writer.importers.parts import Parts
from govreport_writer.importers.published import Line, Spot
from govreport_writer.importers.sections_of import Part, markdown_of, parts_in
from govreport_writer.importers.who import Who
from govreport_writer.messages import printed
from govreport_writer.numbering import NUMBERED, chinese_number
from govreport_writer.submission import (
    PREFACE,
    Annex,
    Contact,
    NarrativeSection,
    RawCell,
    RawSubmission,
    Signature,
)


@dataclass(slots=True)
class Assembly:
    """What a submission is put together of."""

    file: str
    edition: FormEdition
    who: Who
    parts: Parts
    cells: Mapping[CellRef, RawCell]
    labels: Mapping[str, str]
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def tables(self) -> frozenset[str]:
        """The tables that were read."""
        return frozenset(ref.table for ref in self.cells)


def assemble(assembly: Assembly) -> RawSubmission:
    """Return the submission; what found no place is kept as text, and a doubt says so."""
    parts, who, edition = assembly.parts, assembly.who, assembly.edition
    found = parts_in(parts.body, edition)
    contact = _take_contact(found[0], who.agency.name)
    _keep(parts, found, assembly.doubts)
    narrative, is_list = _narrative(found, assembly)
    return RawSubmission(
        file=assembly.file,
        year=who.year,
        agency=who.agency,
        contact=contact,
        published=parts.date,
        title=_title(parts, who, edition),
        signature=_signature(parts, who),
        annex=_annex(parts, edition),
        labels=dict(assembly.labels),
        narrative=narrative,
        narrative_is_list=is_list,
        cells=dict(assembly.cells),
    )


def _take_contact(preface: Part, agency: str) -> Contact:
    """Take the sentence about whom to ask out of the preface when it is the one that is printed anew."""
    last = preface.items[-1] if preface.items else None
    found = contact_of(last.text) if isinstance(last, Line) else None
    if found is None or found[1] != agency:
        return Contact()
    preface.items.pop()
    return found[0]


def _keep(parts: Parts, found: list[Part], doubts: list[Doubt]) -> None:
    """Keep lines that stand where a report has none: above the title, in the annex."""
    if parts.before:
        found[0].items[:0] = parts.before
        shown = [item.text for item in parts.before if isinstance(item, Line)]
        doubts.append(Doubt("before_title", _spot(parts.before[0]), {"text": _short(shown)}))
    if parts.moved:
        found[-1].items += parts.moved
        doubts.append(
            Doubt("moved", parts.moved[0].spot, {"text": _short([line.text for line in parts.moved])})
        )


def _short(texts: Sequence[str]) -> str:
    return " / ".join(texts)[:120]


def _spot(item: Item) -> Spot:
    return item.spot


def _narrative(found: Sequence[Part], assembly: Assembly) -> tuple[tuple[NarrativeSection, ...], bool]:
    preface = markdown_of(
        [item for item in found[0].items if not isinstance(item, Statutory)], assembly.doubts
    )
    strays = tuple(found[0].tables)
    sections = list(_sections(found[1:], assembly))
    is_list = strays != () or not _as_the_form(sections, assembly)
    if not is_list:
        sections = [NarrativeSection(each.id, None, each.before, each.after, None) for each in sections]
    first = [NarrativeSection(PREFACE, None, preface, "", None)] if preface else []
    return (*first, *sections), is_list


def _sections(parts: Sequence[Part], assembly: Assembly) -> Iterator[NarrativeSection]:
    titles = _titles(parts, assembly)
    for part, title in zip(parts, titles, strict=True):
        at = next(
            (index for index, item in enumerate(part.items) if isinstance(item, Statutory)), len(part.items)
        )
        rest = [item for item in part.items[at:] if not isinstance(item, Statutory)]
        _doubt_between(part, assembly)
        before, after = markdown_of(part.items[:at], assembly.doubts), markdown_of(rest, assembly.doubts)
        yield NarrativeSection(part.id, title, before, after, _tables(part, assembly))


def _doubt_between(part: Part, assembly: Assembly) -> None:
    """Say where text stood between two tables of a part: it is printed after both."""
    places = [index for index, item in enumerate(part.items) if isinstance(item, Statutory)]
    between = part.items[places[0] : places[-1]] if places else []
    texts = [item.text for item in between if isinstance(item, Line)]
    if texts:
        assembly.doubts.append(
            Doubt("between_tables", part.spot, {"title": part.title or "", "text": _short(texts)})
        )


def _titles(parts: Sequence[Part], assembly: Assembly) -> list[str | None]:
    """Return the titles as filed: without numbers that are printed anew, None for the form's."""
    texts = [part.title or "" for part in parts]
    bare = [
        text.removeprefix(f"{chinese_number(number)}\u3001").strip() for number, text in enumerate(texts, 1)
    ]
    usual = all(text.startswith(f"{chinese_number(number)}\u3001") for number, text in enumerate(texts, 1))
    if not usual or any(NUMBERED.match(text) or not text for text in bare):
        if texts and not any(NUMBERED.match(text) for text in texts):
            assembly.doubts.append(Doubt("numbers_added", parts[0].spot, {"count": len(texts)}))
        return [text or None for text in texts]
    return [None if _is_own(part, text, assembly) else text for part, text in zip(parts, bare, strict=True)]


def _is_own(part: Part, title: str, assembly: Assembly) -> bool:
    section = assembly.edition.section(part.id)
    return section is not None and section.title == title


def _tables(part: Part, assembly: Assembly) -> tuple[str, ...] | None:
    """Return the tables of a part, None where they are those that the form puts there."""
    section = assembly.edition.section(part.id)
    usual = section.tables if section else ()
    if part.tables == tuple(table for table in usual if table in assembly.tables):
        return None
    return part.tables


def _as_the_form(sections: Sequence[NarrativeSection], assembly: Assembly) -> bool:
    """Whether the parts are the form's own, in its order and under its titles: then they need no list."""
    ids = [section.id for section in sections]
    own = [section.id for section in assembly.edition.sections]
    wanted = [name for name in own if name in ids] if assembly.edition.free_headings else own
    return ids == wanted and all(section.title is None and section.tables is None for section in sections)


def _title(parts: Parts, who: Who, edition: FormEdition) -> tuple[str, ...]:
    """Return the lines of the title, nothing where they are the usual ones."""
    usual = (who.agency.name, printed("document.title", year=who.year, title=edition.title))
    lines = tuple(line.text for line in parts.title)
    return () if folded("".join(lines)) == folded("".join(usual)) else lines


def _signature(parts: Parts, who: Who) -> Signature | None:
    """Return the name and date under the text, nothing where they are printed without being asked for."""
    if parts.signature is None:
        return None
    name = parts.signature.text
    if parts.date is not None and name == who.agency.name and who.agency.kind != "government":
        return None
    return Signature(name=name, date=parts.date)


def _annex(parts: Parts, edition: FormEdition) -> Annex | None:
    """Return the annex, nothing where it is the form's own."""
    if not parts.has_annex:
        return None
    own = edition.annex
    title = parts.annex_title.text if parts.annex_title else (own.title if own else "")
    if own is not None and title == own.title and parts.annex_tables == own.tables:
        return None
    return Annex(title=title or printed("document.annex"), tables=parts.annex_tables)
