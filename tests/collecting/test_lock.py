"""One run at a time on a folder that several computers share."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from govreport_writer.collecting import lock
from govreport_writer.collecting.lock import FRESH, locked
from govreport_writer.errors import GovReportError


def left_behind(path: Path, host: str, pid: int, age: float = 0.0) -> None:
    path.write_text(json.dumps({"host": host, "pid": pid, "time": "2025-01-20T09:00:00"}), encoding="utf-8")
    os.utime(path, (time.time() - age,) * 2)


def dead() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def hold(path: Path) -> str | None:
    with locked(path) as left:
        assert path.exists()
        return left


def test_lock__is_there_while_it_is_held_and_gone_after(tmp_path: Path) -> None:
    assert hold(tmp_path / "lock") is None
    assert list(tmp_path.iterdir()) == []


def test_lock__is_gone_after_an_error_and_an_interruption(tmp_path: Path) -> None:
    for error in (ValueError, KeyboardInterrupt):

        def broken(error: type[BaseException] = error) -> None:
            with locked(tmp_path / "lock"):
                raise error

        with pytest.raises(error):
            broken()

    assert list(tmp_path.iterdir()) == []


def test_fresh_lock__is_refused_with_host_and_time(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    left_behind(path, "office-7", 4711, FRESH - 60)

    with pytest.raises(GovReportError, match=r"office-7 \(4711\) 2025-01-20") as refused:
        hold(path)

    assert "\n" not in str(refused.value)
    assert path.exists()


def test_lock_of_a_running_process__is_refused(tmp_path: Path) -> None:
    left_behind(tmp_path / "lock", socket.gethostname(), os.getpid())

    with pytest.raises(GovReportError, match=socket.gethostname()):
        hold(tmp_path / "lock")


@pytest.mark.skipif(os.name != "posix", reason="elsewhere asking for a process would end it")
def test_lock_of_a_process_that_is_gone__is_taken_over(tmp_path: Path) -> None:
    pid = dead()
    left_behind(tmp_path / "lock", socket.gethostname(), pid)

    assert str(pid) in (hold(tmp_path / "lock") or "")
    assert list(tmp_path.iterdir()) == []


def test_lock_that_was_not_renewed__is_taken_over(tmp_path: Path) -> None:
    left_behind(tmp_path / "lock", "office-7", 4711, FRESH + 60)

    assert "office-7" in (hold(tmp_path / "lock") or "")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"host": 1}', "\ud83d"])
def test_lock_that_says_nothing__is_refused_while_it_is_fresh(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lock"
    path.write_bytes(text.encode(errors="surrogatepass"))
    with pytest.raises(GovReportError):
        hold(path)

    os.utime(path, (time.time() - FRESH - 60,) * 2)

    assert hold(path) == "?"


def test_lock__is_renewed_while_it_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "RENEWED", 0.01)
    path = tmp_path / "lock"
    with locked(path):
        os.utime(path, (0, 0))
        until = time.monotonic() + 5
        while path.stat().st_mtime == 0 and time.monotonic() < until:
            time.sleep(0.01)

        assert path.stat().st_mtime > 0


def test_lock_that_somebody_took__stays_theirs(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with locked(path):
        left_behind(path, "office-7", 4711)

    assert "office-7" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("stale", [False, True])
def test_many_at_once__are_let_in_one_at_a_time(tmp_path: Path, stale: bool) -> None:
    path, inside, most = tmp_path / "lock", [0], [0]
    if stale:
        left_behind(path, "office-7", 4711, FRESH + 60)
    begin = threading.Barrier(8)

    def work(_number: int) -> bool:
        begin.wait()
        try:
            with locked(path):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0.05)
                inside[0] -= 1
        except GovReportError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        let_in = list(pool.map(work, range(8)))

    assert sum(let_in) >= 1
    assert most == [1]
    assert list(tmp_path.iterdir()) == []


def test_folder_that_cannot_be_written__is_one_line(tmp_path: Path) -> None:
    with pytest.raises(GovReportError, match="无法写入"):
        hold(tmp_path / "none" / "lock")
