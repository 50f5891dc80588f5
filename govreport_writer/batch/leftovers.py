"""Files that a run which was killed has left half-written."""

from __future__ import annotations

import contextlib
from pathlib import Path
from time import time

from govreport_writer.documents.files import UNFINISHED

OLD = 3600.0
"""Seconds after which no run can still be at work on such a file."""


def remove_leftovers(folder: Path) -> None:
    """Remove unfinished files from a folder and those in it, where nobody works on them any more."""
    before = time() - OLD
    for pattern in (f"{UNFINISHED}*", f"*/{UNFINISHED}*"):
        for path in folder.glob(pattern):
            with contextlib.suppress(OSError):
                if path.is_file() and path.stat().st_mtime < before:
                    path.unlink()
