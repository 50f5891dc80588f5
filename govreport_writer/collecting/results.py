"""Write what was collected: the page and the workbook."""

from __future__ import annotations

from pathlib import Path

from govreport_writer.collecting.book import book_bytes
from govreport_writer.collecting.order import Collected
from govreport_writer.collecting.page import page_bytes
from govreport_writer.documents.files import write_all

NAME = "matrix"
"""The name of both results; the workbook is known by what it says of itself, not by this."""


def write_results(collected: Collected, folder: Path) -> tuple[Path, ...]:
    """Write page and workbook into a folder, both or none; RenderError when one is open elsewhere."""
    return write_all(
        {
            folder / f"{NAME}.html": page_bytes(collected),
            folder / f"{NAME}.xlsx": book_bytes(collected),
        }
    )
