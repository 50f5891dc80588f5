"""Two runs give identical bytes, wherever and whenever they run, and with however many processes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest

from govreport_writer.vocabulary import FORMATS

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"
UNITS = ("county-audit-2024", "beilun-2020", "ningbo-2019")
HERE = {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "GOVREPORT_LANG": "en"}
THERE = {"TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONHASHSEED": "4242", "GOVREPORT_LANG": "zh"}
RUN = """
import sys
from govreport_writer.cli import run
for arguments in sys.argv[1].splitlines():
    assert run(arguments.split()) == 0, arguments
"""


def county(folder: Path, names: Iterable[str]) -> Path:
    """A folder of units, made in the order given."""
    for name in names:
        (folder / "in" / name).mkdir(parents=True)
        shutil.copy(SAMPLES / name / "report.yaml", folder / "in" / name)
    shutil.copytree(
        SAMPLES / "county-audit-2024", folder / "before", ignore=shutil.ignore_patterns("report.*")
    )
    return folder


def govreport(folder: Path, surroundings: Mapping[str, str], *commands: str) -> None:
    """Run commands in a folder, one after the other in a process of their own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", RUN, "\n".join(commands)],
        cwd=folder,
        env=kept | surroundings,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def written(folder: Path, surroundings: Mapping[str, str], named: str, jobs: int) -> Path:
    """A folder after two runs: documents in all formats with charts, and a report of the checks."""
    every = f"--prior {named}before/prior.yaml --jobs {jobs}"
    render = f"render {named}in -o {named}out --to {','.join(FORMATS)} --charts {every}"
    govreport(folder, surroundings, render, f"check in --format html -o check.html --lang zh {every}")
    return folder


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Units made, named and worked on in two ways, by processes with different surroundings."""
    first = county(tmp_path_factory.mktemp("one"), UNITS)
    second = county(tmp_path_factory.mktemp("other") / "deep", reversed(UNITS))
    return written(first, HERE, "", 1), written(second, THERE, f"{second}/", 2)


@pytest.mark.slow
def test_documents_and_receipts__are_the_same_bytes_in_every_run(runs: tuple[Path, Path]) -> None:
    one, other = (tree(folder / "out") for folder in runs)

    assert len(one) == len(UNITS) * (len(FORMATS) + 1)
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []


@pytest.mark.slow
def test_report_of_checks__is_the_same_bytes_in_every_run(runs: tuple[Path, Path]) -> None:
    one, other = ((folder / "check.html").read_bytes() for folder in runs)

    assert one == other
    assert [mark for mark in moments() if mark in one] == []


@pytest.mark.slow
def test_documents_and_receipts__hold_no_moment_of_the_run_and_no_place(runs: tuple[Path, Path]) -> None:
    marks = [*moments(), b"/tmp/", str(Path.home()).encode() + b"/", b"pytest-"]

    for name, data in tree(runs[0] / "out").items():
        content = b"".join(opened(data))
        assert [mark for mark in marks if mark in content] == [], name


def moments() -> list[bytes]:
    """Today as it would stand in a file that tells when it was made."""
    today = datetime.now().astimezone()
    return [f"{today:%Y-%m-%d}".encode(), f"{today:D:%Y%m%d}".encode()]


def opened(data: bytes) -> Iterable[bytes]:
    """The bytes of a file; those of an archive's parts, and the days that it dates them by."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            yield from map(archive.read, archive.namelist())
            yield from ("{:04}-{:02}-{:02}".format(*each.date_time).encode() for each in archive.infolist())
