"""Open a file as a workbook, or say in one line what it is instead; nothing in it is executed or fetched."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from govreport_writer.archives import BROKEN
from govreport_writer.errors import SubmissionError
from govreport_writer.workbook.spots import spot_of
from govreport_writer.yaml_strict import why_not

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MAX_BYTES = 100 * 2**20
MAX_XML = 40 * 2**20
"""Bytes of all sheets unpacked; a workbook of this program has less than one MiB."""
MAX_PARTS = 2_000
MAX_MERGED = 20_000
"""Cells of a merged area; openpyxl makes every one of them."""
_NO_XML = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg", ".bin", ".ttf")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}[0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})"')
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DECLARATIONS = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)


class Package:
    """A workbook file whose contents may be looked at; `names` are its parts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.names = _inspected(path)

    @cached_property
    def formulas(self) -> Workbook:
        """The workbook with formulas as they are written."""
        return self._loaded(values=False)

    @cached_property
    def values(self) -> Workbook:
        """The workbook with the values its formulas had when it was saved; None where never calculated."""
        return self._loaded(values=True)

    def _loaded(self, *, values: bool) -> Workbook:
        from openpyxl import load_workbook

        try:
            with warnings.catch_warnings(), _merged_without_borders():
                warnings.simplefilter("ignore")  # what openpyxl cannot keep matters to annotated copies only
                with self.path.open("rb") as file:
                    book = load_workbook(file, data_only=values, keep_links=False)
        except Exception as error:  # openpyxl meets a damaged part with whatever error comes first
            raise SubmissionError("workbook.damaged", file=self.path) from error
        if not book.worksheets:
            raise SubmissionError("workbook.no_sheets", file=self.path)
        return book


@contextmanager
def _merged_without_borders() -> Iterator[None]:
    """Keep openpyxl from drawing the borders of merged cells, a third of its time: nobody reads them."""
    from openpyxl.worksheet.merge import MergedCellRange

    drawn = MergedCellRange.format
    MergedCellRange.format = lambda _area: None
    try:
        yield
    finally:
        MergedCellRange.format = drawn


def _inspected(path: Path) -> tuple[str, ...]:
    """Return the parts of the file; SubmissionError for anything that is no plain workbook."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SubmissionError("file.too_large", file=path, limit=MAX_BYTES // 2**20)
        with path.open("rb") as file:
            head = file.read(8)
            if head == _OLE:
                raise SubmissionError(_of_ole(path), file=path)
    except OSError as error:
        raise SubmissionError(why_not(error), file=path) from error
    if not head:
        raise SubmissionError("workbook.empty", file=path)
    if not head.startswith(b"PK"):
        raise SubmissionError("workbook.not_one", file=path)
    try:
        with zipfile.ZipFile(path) as archive:
            return _of_zip(archive, path)
    except BROKEN as error:
        raise SubmissionError("workbook.damaged", file=path) from error


def _of_ole(path: Path) -> str:
    """Return the error of a file in the old container: encrypted, or a format of before 2007."""
    return "workbook.password" if _ENCRYPTED in path.read_bytes() else "workbook.old_format"


def _of_zip(archive: zipfile.ZipFile, path: Path) -> tuple[str, ...]:
    parts = archive.infolist()
    names = tuple(part.filename for part in parts)
    xml = [part for part in parts if not part.filename.lower().endswith(_NO_XML)]
    if len(parts) > MAX_PARTS or sum(part.file_size for part in xml) > MAX_XML:
        raise SubmissionError("workbook.too_much", file=path, limit=MAX_XML // 2**20)
    if any(part.flag_bits & 1 for part in parts):
        raise SubmissionError("workbook.password", file=path)
    lower = {name.lower() for name in names}
    if any(name.endswith("vbaproject.bin") for name in lower):
        raise SubmissionError("workbook.macros", file=path)
    if "xl/workbook.xml" not in lower:
        raise SubmissionError(
            "workbook.binary" if "xl/workbook.bin" in lower else "workbook.not_one", file=path
        )
    for part in xml:
        data = archive.read(part)
        if any(word in data for word in _DECLARATIONS):
            raise SubmissionError("workbook.declarations", file=path)
        if any(_area(match) > MAX_MERGED for match in _MERGED.finditer(data)):
            raise SubmissionError("workbook.merged", file=path)
    return names


def _area(match: re.Match[bytes]) -> int:
    """Return how many cells a merged area has."""
    (top, left), (bottom, right) = (spot_of(match[index].decode()) or (1, 1) for index in (1, 2))
    return (bottom - top + 1) * (right - left + 1)
