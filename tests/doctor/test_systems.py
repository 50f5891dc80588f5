"""Which system this is, from what it says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from govreport_writer.doctor.systems import SYSTEMS, advice, this_system


@pytest.mark.parametrize(
    ("release", "system"),
    [
        ('ID=uos\nID_LIKE="debian"', "uos"),
        ("ID=kylin\nID_LIKE=debian", "uos"),
        ('NAME="openKylin"\nID=openkylin', "uos"),
        ("ID=debian", "debian"),
        ("ID=linuxmint\nID_LIKE=ubuntu", "debian"),
        ('ID="openEuler"', "other"),
        ("", "other"),
    ],
)
def test_linux__is_told_by_its_release(tmp_path: Path, release: str, system: str) -> None:
    (tmp_path / "os-release").write_text(release, encoding="utf-8")

    assert this_system("linux", tmp_path / "os-release") == system


def test_system__without_a_release_is_other(tmp_path: Path) -> None:
    assert this_system("linux", tmp_path / "none") == "other"
    assert (this_system("win32"), this_system("darwin")) == ("windows", "macos")


@pytest.mark.parametrize("thing", ["weasyprint", "libreoffice", "chromium", "wps"])
def test_advice__is_one_line_here_and_one_for_each_system_everywhere(thing: str) -> None:
    assert len(advice(thing, everywhere=False)) == 1
    assert len(advice(thing, everywhere=True)) == len(SYSTEMS)
