"""Tell by its content what a file is; say in one line what to do with one that cannot be read."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from govreport_writer.errors import SubmissionError
from govreport_writer.importers.limits import MAX_BYTES, MAX_MARKUP
from govreport_writer.importers.published import PublishedFormat
from govreport_writer.yaml_strict import why_not

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER = {
    b"%!PS": "postscript",
    b"{\\rtf": "rtf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"II*\x00": "picture",
    b"MM\x00*": "picture",
    b"BM": "picture",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
}
"""What files begin with that hold no text to read, and the end of the key that says so."""
_PDF_WITHIN = 1_024
"""Bytes within which a PDF has to begin."""
_TAGS = (b"<html", b"<!doctype html", b"<body", b"<table", b"<div", b"<p>", b"<p ", b"<section", b"<article",
         b"<span", b"<h1", b"<h2", b"<td", b"<head", b"<meta", b"<br")  # fmt: skip


def content_of(path: Path) -> bytes:
    """Return the bytes of a file; SubmissionError for one that cannot be opened, is empty or too large."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SubmissionError("file.too_large", limit=MAX_BYTES // 2**20)
        data = path.read_bytes()
    except OSError as error:
        raise SubmissionError(why_not(error)) from error
    if not data.strip(b"\x00 \t\r\n\f\v"):
        raise SubmissionError("import.empty")
    return data


def format_of(data: bytes) -> PublishedFormat:
    """Return the format that the content has, whatever its name says."""
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(b"PK"):
        return _of_zip(data)
    if data.startswith(_OLE):
        raise SubmissionError("import.password" if _ENCRYPTED in data else "import.old_format")
    kind = next((kind for start, kind in _OTHER.items() if data.startswith(start)), None)
    if kind is not None:
        raise SubmissionError(f"import.is_{kind}")
    if len(data) > MAX_MARKUP:
        raise SubmissionError("import.too_much", limit=MAX_MARKUP // 2**20)
    return _of_text(data)


def _of_zip(data: bytes) -> PublishedFormat:
    """Return the format of an archive; SubmissionError names what other archives are."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SubmissionError("import.damaged") from error
    if "word/document.xml" in names or any(name.startswith("word/document") for name in names):
        return "docx"
    if "ofd.xml" in names:
        raise SubmissionError("import.is_ofd")
    if any(name.startswith("xl/") for name in names):
        raise SubmissionError("import.is_workbook")
    raise SubmissionError("import.is_opendocument" if "content.xml" in names else "import.is_archive")


def _of_text(data: bytes) -> PublishedFormat:
    from govreport_writer.importers.read_text_bytes import looks_binary

    if looks_binary(data):
        raise SubmissionError("import.unknown")
    start = data[:200_000].replace(b"\x00", b"").lower()
    return "html" if any(tag in start for tag in _TAGS) else "text"
