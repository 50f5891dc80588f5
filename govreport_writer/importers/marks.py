"""What is written beside a doubtful cell: the printed text, where it stands, and what speaks against it."""

from __future__ import annotations

from govreport_writer.cells import CellRef
from govreport_writer.importers.imported import Imported
from govreport_writer.importers.review import doubtful_cells
from govreport_writer.importers.review_words import against_words, in_one_line, spot_words
from govreport_writer.messages import printed, speaking
from govreport_writer.text_clean import cleaned

LONGEST = 200
"""Characters of a printed text that are quoted."""


def marks_of(imported: Imported) -> dict[CellRef, str]:
    """Return the words for each doubtful cell, in Chinese as everything that stands in a submission."""
    with speaking("zh"):
        return {
            reading.ref: printed(
                "workbook.comment.imported",
                text=in_one_line(cleaned(reading.text)[0])[:LONGEST],
                spot=spot_words(reading.spot),
                how=against_words(reading),
            )
            for reading in doubtful_cells(imported)
        }
