"""The patterns by which names and places are recognised across units, read once from words.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from govreport_writer.wording import Pattern
from govreport_writer.yaml_model import StrictModel, validated
from govreport_writer.yaml_strict import read_yaml

FILE = Path(__file__).parent / "words.yaml"


class Words(StrictModel):
    """Everything the file says."""

    place: Pattern
    own: Pattern
    self_before: Pattern
    self_closed: Pattern
    self_after: Pattern
    report_before: Pattern
    report_after: Pattern
    work_before: Pattern
    work_after: Pattern


@cache
def words() -> Words:
    """Return the patterns; GovReportError with the line where the file is wrong."""
    return validated(Words, read_yaml(FILE), str(FILE))
