"""Hold a tree of keys, figures and texts against an edition: what every kind of file becomes first.

A workbook is transcribed into such a tree; the lines of its nodes then stand for cells (`lines`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from govreport_writer import editions
from govreport_writer.cells import Location
from govreport_writer.errors import SubmissionError
from govreport_writer.form.edition import FormEdition
from govreport_writer.label_paths import label_paths
from govreport_writer.narrative_yaml import read_narrative
from govreport_writer.pictures import read_pictures
from govreport_writer.submission import RawSubmission, Remark, Submission
from govreport_writer.submission_build import build
from govreport_writer.submission_file import OWN_KEYS, SubmissionFile
from govreport_writer.tables_yaml import read_tables
from govreport_writer.text_clean import cleaned
from govreport_writer.yaml_model import nearest, validated
from govreport_writer.yaml_strict import Node


def submission_of(
    root: Node,
    path: Path,
    noted: tuple[Remark, ...] = (),
    lines: Mapping[int, Location] | None = None,
    places: Mapping[str, Location] | None = None,
) -> Submission:
    """Return the submission of a tree; SubmissionError in one line when it is not one.

    `noted` is what the reader of a workbook remarked; `lines` and `places` say where in it things stand.
    """
    if not isinstance(root.value, dict):
        raise SubmissionError("yaml.not_a_mapping", file=path, line=root.line)
    remarks = (*noted, *clean_tree(root))
    own = {key: node for key, node in root.value.items() if key in OWN_KEYS}
    rest = Node({key: node for key, node in root.value.items() if key not in OWN_KEYS}, root.line)
    file = validated(SubmissionFile, rest, str(path), also=OWN_KEYS)
    edition = edition_of(file.year, file.edition, file.variant, rest, path)
    raw = _raw(file, rest, own, edition, path, remarks)
    return build(edition, replace(raw, lines=lines or {}, places=places or {}))


def edition_of(year: int, named: str | None, variant: str | None, root: Node, path: Path) -> FormEdition:
    """Return the edition named, else the one in force for the year; SubmissionError when there is none."""
    if named is None:
        found = editions.for_year(year)
        if found is None:
            line, years = root.line_at(("year",)), editions.years_known()
            raise SubmissionError("submission.year", file=path, line=line, year=year, years=years)
        return _variant(found, variant, root, path)
    known = editions.ids()
    if named not in known:
        hint = nearest(named, known)
        raise SubmissionError(
            "edition.unknown",
            file=path,
            line=root.line_at(("edition",)),
            id=named,
            hint=hint,
            known=", ".join(known),
        )
    return _variant(editions.load(named), variant, root, path)


def _variant(edition: FormEdition, variant: str | None, root: Node, path: Path) -> FormEdition:
    if variant is None:
        return edition
    if variant not in edition.variants:
        raise SubmissionError(
            "edition.unknown_variant",
            file=path,
            line=root.line_at(("variant",)),
            id=edition.id,
            variant=variant,
            hint=nearest(variant, edition.variants),
        )
    return editions.load(edition.id, variant)


def _raw(
    file: SubmissionFile,
    root: Node,
    own: Mapping[str, Node],
    edition: FormEdition,
    path: Path,
    remarks: tuple[Remark, ...],
) -> RawSubmission:
    narrative, is_list = read_narrative(own.get("narrative"), edition, str(path))
    pictures, picture_remarks = read_pictures(narrative, path.parent)
    _check_names(file, root, edition, path)
    return RawSubmission(
        file=str(path),
        year=file.year,
        agency=file.agency,
        contact=file.contact,
        published=file.published,
        title=file.title,
        signature=file.signature,
        annex=file.annex,
        filing=file.filing,
        explanations=file.explanations,
        labels=file.labels,
        narrative=narrative,
        narrative_is_list=is_list,
        cells=read_tables(own.get("tables"), edition, str(path)),
        pictures=pictures,
        remarks=remarks + picture_remarks,
    )


def _check_names(file: SubmissionFile, root: Node, edition: FormEdition, path: Path) -> None:
    """Refuse labels and annex tables that name nothing in the edition."""
    known_labels = label_paths(edition)
    for name in file.labels:
        if name not in known_labels:
            line = root.line_at(("labels", name))
            hint = nearest(name, known_labels)
            raise SubmissionError("yaml.unknown_key", file=path, line=line, key=f"labels.{name}", hint=hint)
    tables = [table.id for table in edition.tables]
    for index, name in enumerate(file.annex.tables if file.annex else ()):
        if name not in tables:
            line = root.line_at(("annex", "tables", index))
            hint = nearest(name, tables)
            raise SubmissionError("yaml.unknown_key", file=path, line=line, key=name, hint=hint)


def clean_tree(node: Node) -> Iterator[Remark]:
    """Take control characters out of every text below a node, with a remark for each text."""
    if isinstance(node.value, dict):
        for child in node.value.values():
            yield from clean_tree(child)
    elif isinstance(node.value, list):
        for child in node.value:
            yield from clean_tree(child)
    elif isinstance(node.value, str):
        node.value, taken = cleaned(node.value)
        if taken:
            yield Remark("GR006", Location(line=node.line), {"characters": " ".join(taken)})
