"""What tests of reading share: a filled workbook, and a way to read bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from govreport_writer.submission import Submission

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"


@dataclass(frozen=True)
class Filled:
    """A submission without findings, and its workbook."""

    submission: Submission
    data: bytes
    light: bytes
    """The same without what stands on the sheet of results, which is never read and takes half the time."""


Read = Callable[[bytes], Submission]
