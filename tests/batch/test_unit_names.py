"""Units are told apart by their names, whatever was named on the command line."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from govreport_writer.batch.found import found
from govreport_writer.batch.naming import told_apart
from govreport_writer.batch.unit import Unit
from govreport_writer.errors import SubmissionError


def test_names__are_as_found_where_they_differ() -> None:
    units = [Unit("a/x/report.yaml", "x/report.yaml"), Unit("a/y/report.yaml", "y/report.yaml")]

    assert told_apart(units) == units


def test_names__shared_get_the_folders_above_in_any_order() -> None:
    units = [
        Unit("2023/a/x/report.yaml", "x/report.yaml"),
        Unit("2024/a/x/report.yaml", "x/report.yaml"),
        Unit("2024/a/y.yaml", "y.yaml"),
    ]

    for order in permutations(units):
        names = {unit.place: unit.name for unit in told_apart(order)}
        assert names == {
            "2023/a/x/report.yaml": "2023/a/x/report.yaml",
            "2024/a/x/report.yaml": "2024/a/x/report.yaml",
            "2024/a/y.yaml": "y.yaml",
        }


def test_names__at_urls_are_told_apart_too() -> None:
    units = [Unit("s3://one/x.yaml", "x.yaml"), Unit("s3://two/x.yaml", "x.yaml")]

    assert [unit.name for unit in told_apart(units)] == ["one/x.yaml", "two/x.yaml"]


def test_file__named_twice_is_one_unit() -> None:
    units = [Unit("a.yaml", "a.yaml"), Unit("./b/../a.yaml", "a.yaml"), Unit("b.yaml", "b.yaml")]

    assert [unit.place for unit in told_apart(units)] == ["a.yaml", "b.yaml"]


def test_folder__gives_what_has_the_name_of_a_submission_even_where_it_is_none(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "folder.yaml/inner.yml").touch()
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere.yaml")
    (tmp_path / "loop.xlsx").symlink_to(tmp_path / "loop.xlsx")
    for name in ("prior.yaml", "~$open.xlsx", "a.explanations.yaml", ".govreport-1.xlsx", "notes.txt"):
        (tmp_path / name).touch()

    assert [unit.name for unit in found([str(tmp_path)])] == [
        "folder.yaml/inner.yml",
        "gone.yaml",
        "loop.xlsx",
    ]


def test_folder_that_cannot_be_searched__is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    (tmp_path / "locked").mkdir()
    (tmp_path / "a.yaml").touch()
    monkeypatch.setattr(os, "scandir", scandir)

    with pytest.raises(SubmissionError) as caught:
        found([str(tmp_path)])

    assert str(tmp_path / "locked") in str(caught.value)
