"""What a PDF carries beside its pages' own text: the machine copy, and notes typed over a page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from govreport_writer.documents.readback.cells import Data, squeezed

if TYPE_CHECKING:
    from pikepdf import Pdf

COPY = "data.json"
"""The ending of the attachment that is the machine copy."""
MOST_BYTES = 20_000_000
"""Bytes of an attachment that are read; a copy takes some 60,000."""


def attached_copy(pdf: Pdf) -> Data | None:
    """Return the machine copy that is attached; empty when it cannot be read."""
    if "/Names" not in pdf.Root:
        return None
    name = next((name for name in pdf.attachments if name.endswith(COPY)), None)
    if name is None:
        return None
    try:
        data = pdf.attachments[name].get_file().read_bytes()
        found = json.loads(data) if len(data) <= MOST_BYTES else None
    except (ValueError, RecursionError, KeyError):
        found = None
    return found if isinstance(found, dict) else {}


def typed_over(pdf: Pdf) -> Iterator[str]:
    """Yield the texts that somebody wrote over a page as annotations."""
    for page in pdf.pages:
        for note in page.obj.get("/Annots", ()):
            if note.get("/Subtype") == "/FreeText":
                yield squeezed(str(note.get("/Contents", "")))
