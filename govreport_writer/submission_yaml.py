"""Read a submission from YAML (or JSON, which is YAML too), strictly and with line numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from govreport_writer import editions
from govreport_writer.cells import CellRef, Location
from govreport_writer.errors import SubmissionError
from govreport_writer.form.edition import FormEdition
from govreport_writer.form.tree import Table, value_nodes
from govreport_writer.label_paths import label_paths
from govreport_writer.narrative_yaml import read_narrative
from govreport_writer.pictures import read_pictures
from govreport_writer.submission import RawCell, RawSubmission, Remark, Submission, build
from govreport_writer.submission_file import OWN_KEYS, SubmissionFile
from govreport_writer.text_clean import cleaned
from govreport_writer.yaml_model import nearest, validated
from govreport_writer.yaml_strict import Node, Scalar, read_yaml


def read_submission(path: Path) -> Submission:
    """Return the submission in a file; SubmissionError in one line when it is not one."""
    root = read_yaml(path)
    if not isinstance(root.value, dict):
        raise SubmissionError("yaml.not_a_mapping", file=path, line=root.line)
    remarks = tuple(_clean(root))
    own = {key: root.value.pop(key) for key in OWN_KEYS if key in root.value}
    file = validated(SubmissionFile, root, str(path))
    edition = _edition(file, root, path)
    raw = _raw(file, root, own, edition, path, remarks)
    return build(edition, raw)


def _edition(file: SubmissionFile, root: Node, path: Path) -> FormEdition:
    """Return the edition named, else the one in force for the year."""
    if file.edition is None:
        found = editions.for_year(file.year)
        if found is None:
            line, years = root.line_at(("year",)), editions.years_known()
            raise SubmissionError("submission.year", file=path, line=line, year=file.year, years=years)
        return _variant(found, file, root, path)
    if file.edition not in editions.available():
        known = editions.available()
        hint = nearest(file.edition, known)
        raise SubmissionError(
            "edition.unknown",
            file=path,
            line=root.line_at(("edition",)),
            id=file.edition,
            hint=hint,
            known=", ".join(known),
        )
    return _variant(editions.load(file.edition), file, root, path)


def _variant(edition: FormEdition, file: SubmissionFile, root: Node, path: Path) -> FormEdition:
    if file.variant is None:
        return edition
    if file.variant not in edition.variants:
        raise SubmissionError(
            "edition.unknown_variant",
            file=path,
            line=root.line_at(("variant",)),
            id=edition.id,
            variant=file.variant,
            hint=nearest(file.variant, edition.variants),
        )
    return editions.load(edition.id, file.variant)


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
        explanations=file.explanations,
        labels=file.labels,
        narrative=narrative,
        narrative_is_list=is_list,
        cells=_read_tables(own.get("tables"), edition, str(path)),
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


def _clean(node: Node) -> Iterator[Remark]:
    """Take control characters out of every text below a node, with a remark for each text."""
    if isinstance(node.value, dict):
        for child in node.value.values():
            yield from _clean(child)
    elif isinstance(node.value, list):
        for child in node.value:
            yield from _clean(child)
    elif isinstance(node.value, str):
        node.value, taken = cleaned(node.value)
        if taken:
            yield Remark("GR006", Location(line=node.line), {"characters": " ".join(taken)})


def _read_tables(node: Node | None, edition: FormEdition, file: str) -> dict[CellRef, RawCell]:
    if node is None or node.value is None:
        return {}
    tables = {table.id: table for table in edition.tables}
    cells: dict[CellRef, RawCell] = {}
    for name, child in _mapping(node, file, "tables").items():
        if name not in tables:
            raise _unknown(child, file, f"tables.{name}", name, list(tables))
        for ref, cell in _TableReader(tables[name], file).read(child):
            if ref in cells:
                raise SubmissionError("yaml.duplicate_key", file=file, line=cell.location.line, key=str(ref))
            cells[ref] = cell
    return cells


class _TableReader:
    """Follow the nesting of one table's rows and columns down to its cells."""

    def __init__(self, table: Table, file: str) -> None:
        self.table = table
        self.file = file
        self.targets: dict[tuple[str, ...], CellRef] = {}
        for block in table.blocks:
            for row in value_nodes(block.rows):
                for column in value_nodes(block.columns):
                    steps = (*row.path.split("."), *column.path.split("."))
                    self.targets[steps] = CellRef(table.id, row.path, column.path)
        self.branches = {steps[:length] for steps in self.targets for length in range(len(steps))}

    def read(self, node: Node) -> Iterator[tuple[CellRef, RawCell]]:
        if node.value is None:
            return iter(())
        return self._below(node, ())

    def _below(self, node: Node, steps: tuple[str, ...]) -> Iterator[tuple[CellRef, RawCell]]:
        for name, child in _mapping(node, self.file, self._named(steps)).items():
            here = (*steps, *name.split("."))
            if here in self.targets:
                yield self.targets[here], self._cell(child, here)
            elif here in self.branches:
                yield from self._branch(child, here)
            else:
                known = [branch[len(steps)] for branch in self._known() if self._follows(branch, steps)]
                raise _unknown(child, self.file, self._named(here), name, known)

    def _branch(self, node: Node, steps: tuple[str, ...]) -> Iterator[tuple[CellRef, RawCell]]:
        """Go on below a row; a bare figure stands for the only column of a one-column table."""
        if isinstance(node.value, dict) and not self._is_amount(node):
            yield from self._below(node, steps)
            return
        only = [target for target in self.targets if target[:-1] == steps]
        if len(only) == 1 and not isinstance(node.value, list):
            yield self.targets[only[0]], self._cell(node, steps)
        elif node.value is not None:
            raise SubmissionError(
                "submission.not_a_group",
                file=self.file,
                line=node.key_line or node.line,
                path=self._named(steps),
            )

    def _is_amount(self, node: Node) -> bool:
        return isinstance(node.value, dict) and "unit" in node.value

    def _cell(self, node: Node, steps: tuple[str, ...]) -> RawCell:
        location = Location(line=node.key_line or node.line)
        if isinstance(node.value, dict):
            unknown = [key for key in node.value if key not in ("value", "unit")]
            if unknown:
                child = node.value[unknown[0]]
                raise _unknown(
                    child, self.file, self._named((*steps, unknown[0])), unknown[0], ["value", "unit"]
                )
            unit = node.value.get("unit")
            typed = node.value.get("value")
            return RawCell(
                self._scalar(typed, steps) if typed else None,
                str(unit.value) if unit is not None and unit.value is not None else None,
                location,
            )
        return RawCell(self._scalar(node, steps), None, location)

    def _scalar(self, node: Node, steps: tuple[str, ...]) -> Scalar:
        if isinstance(node.value, (dict, list)):
            line = node.key_line or node.line
            raise SubmissionError(
                "submission.not_a_figure", file=self.file, line=line, path=self._named(steps)
            )
        return node.value

    def _known(self) -> list[tuple[str, ...]]:
        return [*self.targets, *self.branches]

    def _follows(self, branch: tuple[str, ...], steps: tuple[str, ...]) -> bool:
        return len(branch) > len(steps) and branch[: len(steps)] == steps

    def _named(self, steps: tuple[str, ...]) -> str:
        return ".".join(("tables", self.table.id, *steps))


def _mapping(node: Node, file: str, path: str) -> dict[str, Node]:
    if not isinstance(node.value, dict):
        line = node.key_line or node.line
        raise SubmissionError("submission.not_a_group", file=file, line=line, path=path)
    return node.value


def _unknown(node: Node, file: str, path: str, name: str, known: list[str]) -> SubmissionError:
    line = node.key_line or node.line
    return SubmissionError("yaml.unknown_key", file=file, line=line, key=path, hint=nearest(name, known))
