"""Tell what a finished document is by its contents, whatever its name says."""

from __future__ import annotations

import json
import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from govreport_writer.documents.readback.data import decoded, delimiter
from govreport_writer.errors import RenderError

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_ELEMENT = re.compile(r"\s*<[!a-zA-Z]")


def format_of(document: bytes) -> str:
    """Return the format; RenderError for what cannot be compared, which says what it is instead."""
    if b"%PDF-" in document[:1024]:
        return "pdf"
    if document.startswith(_OLE):
        raise RenderError("verify.password" if _ENCRYPTED in document else "verify.old_format")
    if document.startswith(b"PK"):
        return _of_zip(document)
    text = decoded(document)
    found = None if text is None or "\x00" in text else _of_text(text)
    if found is None:
        raise RenderError("verify.unknown")
    return found


def _of_zip(document: bytes) -> str:
    try:
        with ZipFile(BytesIO(document)) as archive:
            names = set(archive.namelist())
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        raise RenderError("verify.damaged") from None
    if "xl/workbook.xml" in names:
        raise RenderError("verify.workbook")
    if "word/document.xml" not in names:
        raise RenderError("verify.unknown")
    return "docx"


def _of_text(text: str) -> str | None:
    if text.lstrip().startswith("{"):
        return _of_json(text)
    if _PAGE.search(text, 0, 4096):
        return "html"
    if _ELEMENT.match(text):
        return "fragment"
    return "csv" if delimiter(text.partition("\n")[0].rstrip("\r")) else None


def _of_json(text: str) -> str | None:
    try:
        data = json.loads(text)
    except ValueError:
        raise RenderError("verify.damaged") from None
    except RecursionError:
        return None
    if not isinstance(data, dict):
        return None
    if "@context" in data:
        return "jsonld"
    return "json" if "sections" in data and "sha256" in data else None
