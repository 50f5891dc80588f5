"""A region's own edition file names an earlier last day of publication."""

from __future__ import annotations

from pathlib import Path

import pytest

from govreport_writer import editions
from govreport_writer.checks import deadline
from govreport_writer.checks.context import Context
from govreport_writer.submission_reading import read_submission

BASE = Path(__file__).parent / "bases/department-2024.yaml"
REGION = """\
edition: qingxi-2021
extends: ogi-2021
deadlines:
  - {by: 01-28, when: [{kind: department}], basis: practice, cite: 青溪县的通知}
  - {by: 02-20, when: [{kind: township}], basis: practice, cite: 青溪县的通知}
"""


@pytest.mark.parametrize(
    ("kind", "published", "last"),
    [
        ("department", "2025-01-28", None),
        ("department", "2025-01-29", "2025-01-28"),
        ("township", "2025-02-20", None),
        ("township", "2025-02-21", "2025-02-20"),
        ("government", "2025-03-31", None),
        ("government", "2025-04-01", "2025-03-31"),
    ],
)
def test_deadline__of_a_region_counts_where_it_is_earlier(
    kind: str, published: str, last: str | None, tmp_path: Path
) -> None:
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms/qingxi-2021.yaml").write_text(REGION, encoding="utf-8")
    editions.use_folders((tmp_path / "forms",))
    text = BASE.read_text(encoding="utf-8").replace("edition: ogi-2021", "edition: qingxi-2021")
    text = text.replace("kind: department", f"kind: {kind}").replace("2025-01-17", published)
    path = tmp_path / "report.yaml"
    path.write_text(text, encoding="utf-8")

    found = list(deadline.check(Context(read_submission(path))))

    assert [finding.fields["last"] for finding in found] == ([last] if last else [])
