"""The state of a collection: kept for ever, whole or as before."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from govreport_writer.collecting import state_file
from govreport_writer.collecting.rounds import Point, Round
from govreport_writer.collecting.schema import STEPS, VERSION
from govreport_writer.errors import GovReportError
from govreport_writer.roster import Member

DAY = date(2025, 1, 20)
AUDIT = Member("青溪县审计局", "A1")
POINT = Point("GR301@x", "must", "open", "合计不符", "D7", "=1+1\n左2，右3", "改", "报表原文", "1; 2")


class BrokenOffError(Exception):
    """What ends a run before its end."""


def a_round(digest: str = "aa", day: date = DAY) -> Round:
    return Round(0, day, "x/report.yaml", digest, "blocked", None, (POINT,), date(2025, 1, 31))


KILLED = """
import os, signal, sys
from pathlib import Path
from govreport_writer.collecting import state_file
from govreport_writer.roster import Member
with state_file.opened(Path(sys.argv[1])) as state:
    state._connection.execute("PRAGMA cache_size = 1")
    state._connection.execute("UPDATE rounds SET digest = 'zz'")
    for number in range(2000):
        state.unit(Member(f"unit {number} " * 9))
    os.kill(os.getpid(), signal.SIGKILL)
"""
"""Writes far more than it may keep in memory, and is killed before the end."""


def version_1(path: Path) -> None:
    """A state as the first version of it was written."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(STEPS[0])
        connection.execute("INSERT INTO units VALUES (7, '青溪县审计局', NULL)")
        connection.execute(
            "INSERT INTO rounds VALUES (7, 2024, 1, '2025-01-10', 'f.yaml', 'dd', 'clean', NULL, NULL, '[]')"
        )
        connection.execute("PRAGMA user_version = 1")
        connection.commit()


def test_rounds__come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    with state_file.opened(path) as state:
        unit = state.unit(AUDIT)
        numbers = [state.record(unit, 2024, a_round(digest)) for digest in ("aa", "aa", "bb", "aa")]

    with state_file.opened(path) as state:
        kept = state.rounds(state.unit(AUDIT), 2024)
        days = state.days(unit, 2024)

    assert numbers == [1, 1, 2, 3]
    assert [(each.number, each.digest) for each in kept] == [(1, "aa"), (2, "bb"), (3, "aa")]
    assert kept[0].points == (POINT,)
    assert days == (DAY, DAY, 3)


def test_round_checked_again__keeps_the_day_it_was_first_seen(tmp_path: Path) -> None:
    with state_file.opened(tmp_path / "state.sqlite") as state:
        unit = state.unit(AUDIT)
        state.record(unit, 2024, a_round())
        state.record(unit, 2024, a_round(day=DAY + timedelta(9)))

        assert [each.day for each in state.rounds(unit, 2024)] == [DAY]


def test_unit__is_known_by_its_code_or_a_name_that_had_none(tmp_path: Path) -> None:
    with state_file.opened(tmp_path / "state.sqlite") as state:
        without = state.unit(Member("青溪县审计局"))
        with_code = state.unit(AUDIT)
        renamed = state.unit(Member("青溪县审计署", "A1"))
        other = state.unit(Member("红溪县审计局"))

    assert without == with_code == renamed != other


def test_years__have_rounds_of_their_own(tmp_path: Path) -> None:
    with state_file.opened(tmp_path / "state.sqlite") as state:
        unit = state.unit(AUDIT)

        assert [state.record(unit, year, a_round()) for year in (2023, 2024)] == [1, 1]


def test_run_that_fails__leaves_the_state_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    with state_file.opened(path) as state:
        state.record(state.unit(AUDIT), 2024, a_round())
    before = path.read_bytes()

    def broken() -> None:
        with state_file.opened(path) as state:
            state.record(state.unit(AUDIT), 2024, a_round("bb"))
            raise BrokenOffError

    with pytest.raises(BrokenOffError):
        broken()

    assert path.read_bytes() == before


def test_first_run_that_fails__leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"

    def broken() -> None:
        with state_file.opened(path) as state:
            state.unit(AUDIT)
            raise BrokenOffError

    with pytest.raises(BrokenOffError):
        broken()

    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="kills a process by signal")
def test_killed_run__leaves_the_state_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    with state_file.opened(path) as state:
        state.record(state.unit(AUDIT), 2024, a_round())
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)

    assert killed.returncode == -signal.SIGKILL
    assert path.with_name("state.sqlite-journal").exists()
    with state_file.opened(path) as state:
        assert [each.digest for each in state.rounds(state.unit(AUDIT), 2024)] == ["aa"]


def test_state_of_version_1__is_brought_up_to_date_with_all_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    version_1(path)

    with state_file.opened(path) as state:
        unit = state.unit(AUDIT)
        number = state.record(unit, 2024, a_round())
        run = state.begin_run(DAY, 2024, "0", {"blocked": 1})
        state.note_state(run, unit, 2024, DAY, "blocked", "f")

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    with state_file.opened(path) as state:
        assert (unit, number) == (7, 2)
        assert [each.digest for each in state.rounds(7, 2024)] == ["dd", "aa"]
        assert [(each.before, each.after) for each in state.events(2024)] == [(None, "blocked")]


def test_state__is_noted_when_it_changes(tmp_path: Path) -> None:
    with state_file.opened(tmp_path / "state.sqlite") as state:
        unit, run = state.unit(AUDIT), state.begin_run(DAY, 2024, "0", {})
        for after in ("missing", "missing", "blocked", "clean", "clean"):
            state.note_state(run, unit, 2024, DAY, after, None)

        assert [each.after for each in state.events(2024)] == ["missing", "blocked", "clean"]


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda path: path.write_bytes(b"not a database" * 99), "损坏"),
        (lambda path: _with(path, "PRAGMA user_version = 99"), "99"),
        (lambda path: _with(path, "CREATE TABLE other (x)"), "不是"),
    ],
)
def test_state_that_cannot_be_used__is_one_line_and_untouched(
    tmp_path: Path, made: object, words: str
) -> None:
    path = tmp_path / "state.sqlite"
    made(path)  # type: ignore[operator]  # a function of the path
    before = path.read_bytes()

    with pytest.raises(GovReportError, match=words):
        state_file.refuse_unusable(path)

    def opened() -> None:
        with state_file.opened(path):
            pass

    with pytest.raises(GovReportError, match=words):
        opened()
    assert path.read_bytes() == before


def test_points_that_are_damaged__are_one_line(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    version_1(path)
    _with(path, "UPDATE rounds SET points = '[{'")

    def read() -> None:
        with state_file.opened(path) as state:
            state.rounds(7, 2024)

    with pytest.raises(GovReportError, match="损坏"):
        read()


def _with(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()
