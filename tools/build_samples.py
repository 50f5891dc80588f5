"""Build the workbooks among the samples: one filled in, with last year's figures in grey, and one blank.

Both follow from report.yaml and prior.yaml beside them; run this again when the look of workbooks changes.
"""

from __future__ import annotations

from pathlib import Path

from govreport_writer import read_submission
from govreport_writer.blank import blank_submission
from govreport_writer.submission import Agency
from govreport_writer.workbook.write import workbook_bytes

SAMPLES = Path(__file__).resolve().parent.parent / "sample_inputs"
FOLDER = SAMPLES / "county-audit-2024"
FILLED, BLANK = FOLDER / "report.xlsx", SAMPLES / "blank-2024.xlsx"


def build() -> dict[Path, bytes]:
    """Return the contents of the workbooks; equal samples give equal bytes."""
    filed, prior = read_submission(FOLDER / "report.yaml"), read_submission(FOLDER / "prior.yaml")
    agency = Agency(name=filed.agency.name, kind="department", level="county")
    blank = blank_submission(filed.edition, filed.year, agency)
    return {FILLED: workbook_bytes(filed, prior), BLANK: workbook_bytes(blank)}


def main() -> None:
    """Write the workbooks."""
    for path, content in build().items():
        path.write_bytes(content)
        print(f"{path}: {len(content):,} bytes")


if __name__ == "__main__":
    main()
