"""A file dropped on the page: read from a temporary folder under a name of our own, and gone afterwards."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from govreport_writer.documents.files import safe
from govreport_writer.errors import GovReportError, SubmissionError
from govreport_writer.preview.build import Build, Builder, built
from govreport_writer.preview.inputs import Inputs
from govreport_writer.submission_reading import read_submission
from govreport_writer.vocabulary import SPREADSHEETS, WORKBOOK

KINDS = (*SPREADSHEETS, ".yaml", ".yml", ".json")
"""What may be dropped; a spreadsheet that cannot be read gets a line that says how to save it."""
LONGEST = 80
"""Characters of a name that are shown."""
_FOLDER = re.compile(r".*[/\\]", re.DOTALL)


def drop_builder(name: str, data: bytes, inputs: Inputs) -> Builder:
    """Return the builder of bytes that came from the page, under the name they have there."""

    def build() -> Build:
        shown = shown_name(name)
        suffix = next((each for each in KINDS if shown.lower().endswith(each)), None)
        if suffix is None:
            raise SubmissionError("file.not_supported", file=shown, suffix=Path(shown).suffix)
        with TemporaryDirectory(prefix="govreport-") as folder:
            path = Path(folder) / f"dropped{suffix}"
            path.write_bytes(data)
            try:
                submission = read_submission(path)
            except GovReportError as error:
                error.file = shown
                raise
        submission = replace(submission, raw=replace(submission.raw, file=shown))
        return built(submission, inputs, data if suffix == WORKBOOK else None)

    return build


def shown_name(name: str) -> str:
    """Return the name that the page gives, for people only: no folder, nothing that is not text."""
    own = safe(_FOLDER.sub("", name))
    return own if len(own) <= LONGEST else own[:LONGEST] + Path(own).suffix[:5]
