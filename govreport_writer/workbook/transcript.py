"""A tree of a submission whose lines stand for cells of a workbook."""

from __future__ import annotations

from collections.abc import Iterable

from govreport_writer.cells import Location
from govreport_writer.submission import Remark
from govreport_writer.yaml_strict import Node, Scalar


class Transcript:
    """Makes nodes, gives each a line of its own and keeps which cell it stands for; collects remarks."""

    def __init__(self) -> None:
        self.lines: dict[int, Location] = {}
        self.places: dict[str, Location] = {}
        self.remarks: list[Remark] = []

    def line(self, location: Location) -> int:
        """Return a new line that stands for a cell."""
        number = len(self.lines) + 1
        self.lines[number] = location
        return number

    def node(self, value: Scalar, location: Location) -> Node:
        """Return a scalar that stands in a cell."""
        return Node(value, self.line(location), raw="" if value is None else str(value))

    def text(self, lines: Iterable[tuple[str, Location]]) -> Node:
        """Return a text of several lines, each of which stands in a cell."""
        given = list(lines)
        numbers = [self.line(location) for _, location in given]
        return Node("\n".join(line for line, _ in given), numbers[0])

    def remark(self, code: str, location: Location, **fields: object) -> None:
        """Note a fact that a check reports later."""
        self.remarks.append(Remark(code, location, fields))

    def normalised(self, location: Location, raw: object, value: object) -> None:
        """Note that something was read that was not typed the usual way."""
        self.remark("GR015", location, raw=str(raw), value=str(value))
