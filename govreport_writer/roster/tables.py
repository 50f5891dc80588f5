"""The tables in the file of a roster: the sheets of a workbook, or a CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from govreport_writer import messages
from govreport_writer.errors import GovReportError, SubmissionError
from govreport_writer.roster.heads import SEARCHED, columns_of
from govreport_writer.vocabulary import SPREADSHEETS
from govreport_writer.workbook.package import Package
from govreport_writer.workbook.spots import a1
from govreport_writer.yaml_strict import MAX_BYTES, why_not

DELIMITERS = (",", "\t", ";")


@dataclass(frozen=True, slots=True)
class Row:
    """The texts of a row's cells. `sheet` is None for a line of a text file, empty for the only sheet."""

    sheet: str | None
    number: int
    cells: tuple[str, ...]

    def place(self, index: int) -> str:
        """Return where a cell stands: its name in a workbook, the line of a text file."""
        if self.sheet is None:
            return messages.text("report.line", line=self.number)
        mark = f"{self.sheet}!" if self.sheet else ""
        return f"{mark}{a1((self.number, index + 1))}"


def tables_in(path: Path) -> Iterator[list[Row]]:
    """Yield the tables of a file: the sheets of a workbook, a CSV by each delimiter."""
    if path.suffix.lower() in SPREADSHEETS:
        yield from _sheets(path)
        return
    text = _text(path)
    for delimiter in DELIMITERS:
        yield list(_lines(text, delimiter, path))


def _sheets(path: Path) -> Iterator[list[Row]]:
    from openpyxl import load_workbook

    Package(path)  # refuses what is no plain workbook
    try:
        with path.open("rb") as file:
            book = load_workbook(file, data_only=True, read_only=True, keep_links=False)
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                rows = enumerate(sheet.iter_rows(values_only=True), 1)
                name = sheet.title if len(book.worksheets) > 1 else ""
                yield [Row(name, number, tuple(map(_as_text, cells))) for number, cells in rows]
    except GovReportError:
        raise
    except Exception as error:  # openpyxl meets a damaged part with whatever error comes first
        raise SubmissionError("workbook.damaged", file=path) from error


def _as_text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _text(path: Path) -> str:
    """Return the text of a CSV in UTF-8, or in that of Chinese Windows where its heads are then known."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SubmissionError("file.too_large", file=path, limit=MAX_BYTES // 2**20)
        data = path.read_bytes()
    except OSError as error:
        raise SubmissionError(why_not(error), file=path) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and (encoding == "utf-8-sig" or _has_heads(text)):
            return text
    raise GovReportError("roster.encoding", file=path)


def _has_heads(text: str) -> bool:
    first = text.splitlines()[:SEARCHED]
    return any("name" in columns_of(re.split(r"[,\t;]", line)) for line in first)


def _lines(text: str, delimiter: str, path: Path) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise GovReportError("roster.csv", file=path, line=line) from error
        yield Row(None, line, tuple(map(str.strip, cells)))
