"""Read `tables`: the nesting of rows and columns, down to figures with their lines."""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer.cells import CellRef, Location
from govreport_writer.errors import SubmissionError
from govreport_writer.form.edition import FormEdition
from govreport_writer.form.tree import Table, value_nodes
from govreport_writer.submission import RawCell
from govreport_writer.yaml_model import nearest
from govreport_writer.yaml_strict import Node, Scalar


def read_tables(node: Node | None, edition: FormEdition, file: str) -> dict[CellRef, RawCell]:
    """Return the cells as typed; SubmissionError for a key that names nothing, or a cell given twice."""
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
                line=node.start,
                path=self._named(steps),
            )

    def _is_amount(self, node: Node) -> bool:
        return isinstance(node.value, dict) and "unit" in node.value

    def _cell(self, node: Node, steps: tuple[str, ...]) -> RawCell:
        location = Location(line=node.start)
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
            path = self._named(steps)
            raise SubmissionError("submission.not_a_figure", file=self.file, line=node.start, path=path)
        return node.value

    def _known(self) -> list[tuple[str, ...]]:
        return [*self.targets, *self.branches]

    def _follows(self, branch: tuple[str, ...], steps: tuple[str, ...]) -> bool:
        return len(branch) > len(steps) and branch[: len(steps)] == steps

    def _named(self, steps: tuple[str, ...]) -> str:
        return ".".join(("tables", self.table.id, *steps))


def _mapping(node: Node, file: str, path: str) -> dict[str, Node]:
    if not isinstance(node.value, dict):
        raise SubmissionError("submission.not_a_group", file=file, line=node.start, path=path)
    return node.value


def _unknown(node: Node, file: str, path: str, name: str, known: list[str]) -> SubmissionError:
    hint = nearest(name, known)
    return SubmissionError("yaml.unknown_key", file=file, line=node.start, key=path, hint=hint)
