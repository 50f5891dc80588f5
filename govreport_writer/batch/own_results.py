"""Workbooks that hold results and are no submissions, though they lie among them."""

from __future__ import annotations

import zipfile
from pathlib import Path

from govreport_writer.archives import BROKEN
from govreport_writer.vocabulary import WORKBOOK

MARK = "govreport-collect"
"""The custom property by which a workbook of results is known, and how names of own files begin."""
_PROPERTIES = "docProps/custom.xml"
_MOST = 100_000


def is_own(path: Path) -> bool:
    """Whether a workbook is one of results, wherever it has been moved and whatever it is called."""
    if path.suffix.lower() != WORKBOOK or not path.is_file():
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            known = archive.NameToInfo.get(_PROPERTIES)
            return known is not None and known.file_size < _MOST and MARK.encode() in archive.read(known)
    except BROKEN:
        return False
