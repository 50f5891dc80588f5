"""Read a PDF with a text layer by the places of its lines and characters; its tags confirm what they show."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from govreport_writer.errors import SubmissionError
from govreport_writer.importers.found import Found
from govreport_writer.importers.limits import MAX_PAGES
from govreport_writer.importers.read_pdf_page import PdfPage, page_of
from govreport_writer.importers.read_pdf_placed import placed_blocks
from govreport_writer.importers.read_pdf_tags import tags_of
from govreport_writer.importers.seen import seen

COPY = "data.json"
"""The ending of the attachment that is the machine copy."""
FEWEST = 20
"""Characters below which a document has no text layer to speak of."""
UNKNOWN = 0.2
"""Share of characters without a meaning from which on the text cannot be read."""
_MOST_BYTES, _MOST_ATTACHMENTS = 20_000_000, 50


def read_pdf(data: bytes) -> Found:
    """Return the content of a PDF; SubmissionError for a scan, a locked or a damaged file."""
    import pypdfium2 as pdfium

    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "assword" in str(error) or "security" in str(error)
        raise SubmissionError("import.password" if locked else "import.damaged") from error
    try:
        if len(pdf) > MAX_PAGES:
            raise SubmissionError("import.too_many_pages", limit=MAX_PAGES)
        pages = [page_of(pdf, number) for number in range(len(pdf))]
        facts, copy = _facts(pdf), _copy(pdf)
    except pdfium.PdfiumError as error:
        raise SubmissionError("import.damaged") from error
    finally:
        pdf.close()
    _ensure_readable(pages)
    return Found(placed_blocks(pages, tags_of(data, pages)), copy, facts)


def _ensure_readable(pages: list[PdfPage]) -> None:
    texts = "".join(char.text for page in pages for char in page.chars if not char.text.isspace())
    if len(texts) < FEWEST:
        raise SubmissionError("import.scan")
    unknown = sum(1 for char in texts if char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or char < " ")
    if unknown > UNKNOWN * len(texts):
        raise SubmissionError("import.unreadable_text")


def _facts(pdf: Any) -> dict[str, str]:
    """Return the document's information by its names, as core properties are called."""
    named = {"Title": "title", "Author": "creator", "Subject": "subject", "Keywords": "keywords",
             "CreationDate": "created", "ModDate": "modified", "Producer": "producer"}  # fmt: skip
    found = (
        (name, seen(value)) for key, value in pdf.get_metadata_dict().items() if (name := named.get(key))
    )
    return {name: text for name, text in found if text}


def _copy(pdf: Any) -> Mapping[str, object] | None:
    """Return the machine copy that is attached; None without one that can be read."""
    return next(_copies(pdf), None)


def _copies(pdf: Any) -> Iterator[Mapping[str, object]]:
    for index in range(min(pdf.count_attachments(), _MOST_ATTACHMENTS)):
        attachment = pdf.get_attachment(index)
        if not attachment.get_name().endswith(COPY):
            continue
        try:
            found = json.loads(bytes(attachment.get_data())[:_MOST_BYTES])
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            yield found
