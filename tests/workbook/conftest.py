"""One filled workbook that the tests damage."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from filled_workbook import SAMPLES, Filled, Read
from sheet_edits import without_rows

from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission
from govreport_writer.submission_text import written
from govreport_writer.workbook.write import workbook_bytes
from govreport_writer.yaml_strict import read_yaml


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """The sample with a figure of four digits and a fee with decimals, so that there is more to get wrong."""
    tree: Any = read_yaml(SAMPLES / "county-audit-2024/report.yaml").plain()
    tree["tables"]["disclosure"]["licence"]["decisions"] = 1234
    tree["tables"]["disclosure"]["fee"]["amount"] = Decimal("12.55")
    path = tmp_path_factory.mktemp("filled") / "report.yaml"
    path.write_text(written(tree, ".yaml"), encoding="utf-8")
    submission = read_submission(path)
    data = workbook_bytes(submission)
    return Filled(submission, data, without_rows(data, "校验结果"))


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a submission from the bytes of a workbook."""

    def reading(data: bytes) -> Submission:
        path = tmp_path / "report.xlsx"
        path.write_bytes(data)
        return read_submission(path)

    return reading
