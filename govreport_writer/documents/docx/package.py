"""Open a file as a Word document, or say in one line what it is instead; nothing in it is executed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

from govreport_writer.archives import BROKEN
from govreport_writer.errors import RenderError
from govreport_writer.yaml_strict import why_not

MAX_BYTES = 20 * 2**20
MAX_UNPACKED = 60 * 2**20
"""Bytes of all parts unpacked; the shipped template has less than 40 KiB."""
MAX_PARTS = 1_000
CONTENT_TYPES = "[Content_Types].xml"
MAIN = "wordprocessingml.document.main+xml"
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_DECLARATIONS = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)


def read_parts(path: Path) -> dict[str, bytes]:
    """Return the parts of a document by name; RenderError for anything that is no plain Word document."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
        size = path.stat().st_size
    except OSError as error:
        raise RenderError(why_not(error), file=path) from error
    if size > MAX_BYTES:
        raise RenderError("docx.too_large", file=path, limit=MAX_BYTES // 2**20)
    if head == _OLE:
        raise RenderError("docx.old_format", file=path)
    if not head.startswith(b"PK"):
        raise RenderError("docx.not_one", file=path)
    try:
        with ZipFile(path) as archive:
            return _unpacked(archive, path)
    except BROKEN as error:
        raise RenderError("docx.damaged", file=path) from error


def _unpacked(archive: ZipFile, path: Path) -> dict[str, bytes]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise RenderError("docx.too_much", file=path, limit=MAX_UNPACKED // 2**20)
    if any(info.flag_bits & 1 for info in infos):
        raise RenderError("docx.old_format", file=path)
    if MAIN.encode() not in archive.read(CONTENT_TYPES) if CONTENT_TYPES in archive.namelist() else True:
        raise RenderError("docx.not_one", file=path)
    parts = {info.filename: archive.read(info) for info in infos}  # no more than each declares
    _refuse_declarations(parts, path)
    return parts


def _refuse_declarations(parts: Mapping[str, bytes], path: Path) -> None:
    """Refuse entities: some programs open what they name, some expand them without end."""
    xml = (data for name, data in parts.items() if name.lower().endswith((".xml", ".rels")))
    if any(word in data for data in xml for word in _DECLARATIONS):
        raise RenderError("docx.declarations", file=path)
