"""Errors: the tool cannot go on, says why in one line, and exits with 2."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from govreport_writer import messages


class GovReportError(Exception):
    """Carry one message key with its fields, and the file and line, or cell of a workbook, it is about.

    `str()` gives the line in the language in force. A finding about an agency's data is never an error.
    """

    exit_code = 2

    def __init__(
        self,
        key: str,
        /,
        *,
        file: object = None,
        line: int | None = None,
        at: object = None,
        **fields: object,
    ) -> None:
        super().__init__(key)
        self.key = key
        self.file = None if file is None else str(file)
        self.line = line
        self.at = None if at is None else str(at)
        self.fields = fields
        self.also: tuple[int, ...] = ()
        """Lines of further mistakes of the kind."""
        self.also_at: tuple[str, ...] = ()
        """The same, as cells of a workbook."""

    def located(self, cells: Mapping[int, object]) -> Self:
        """Let lines that stand for cells of a workbook be shown as those."""
        if self.at is None and self.line is not None and self.line in cells:
            self.at = str(cells[self.line])
        self.also_at = tuple(str(cells[line]) for line in self.also if line in cells)
        return self

    def __str__(self) -> str:
        text = _in_one_line(messages.text(f"errors.{self.key}", **self.fields))
        if self.also:
            text += self._others()
        return text if self.file is None else messages.text("words.located", place=self._place(), text=text)

    def _others(self) -> str:
        if self.also_at:
            cells = messages.text("words.comma").join(dict.fromkeys(self.also_at))
            return messages.text("words.also_cells", count=len(self.also), cells=cells)
        lines = messages.text("words.comma").join(map(str, dict.fromkeys(self.also)))
        return messages.text("words.also", count=len(self.also), lines=lines)

    def _place(self) -> str:
        if self.at is not None:
            return f"{self.file} {self.at}"
        if self.line is None:
            return self.file or ""
        return messages.text("words.file_line", file=self.file, line=self.line)


def _in_one_line(text: str) -> str:
    return " ".join(line.strip() for line in text.splitlines())


class SubmissionError(GovReportError):
    """A submission that cannot be read as one: wrong syntax, unknown key, no such edition."""


class EditionError(GovReportError):
    """An edition file that does not load; the line is the author's mistake."""


class RenderError(GovReportError):
    """A document that cannot be made or written."""


class ClusterError(GovReportError):
    """A cluster that cannot be reached or used."""
