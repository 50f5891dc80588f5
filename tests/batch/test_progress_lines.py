"""What a long run says of itself: nothing when it is short, a line now and then in a log, a bar to people."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from batch.small_county import write_county

from govreport_writer import messages
from govreport_writer.cli.progress import Log, progress_line, watching


class Clock:
    """A clock that is set by hand."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_log__has_a_line_at_most_every_ten_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    log = Log(100, clock)
    for number in range(100):
        clock.seconds += 0.5
        log.arrived(number, None)

    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "20/100，每秒2.0个，约剩40秒"
    assert [line.partition("/")[0] for line in lines] == ["20", "40", "60", "80"]


def test_line__speaks_english_too() -> None:
    with messages.speaking("en"):
        assert progress_line(1200, 10000, 26.6) == "1200/10000, 45.1/s, about 195 s left"


def test_line__knows_nothing_before_the_first_unit() -> None:
    assert progress_line(0, 10, 0.0) == "0/10，每秒0.0个，约剩?秒"


def test_short_run__says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with watching(60) as arrived:
        for number in range(60):
            arrived(number, None)

    assert capsys.readouterr().err == ""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")
def test_bar__goes_to_the_terminal_and_leaves_a_file_its_lines(tmp_path: Path) -> None:
    import pty

    write_county(tmp_path / "in", 4)
    main, other = pty.openpty()
    with (tmp_path / "out.txt").open("wb") as out:
        code = "from govreport_writer.cli import main; main()"
        command = [sys.executable, "-c", code, "--debug", "check", str(tmp_path / "in")]
        run = subprocess.run(command, stdout=out, stderr=other, env={**os.environ, "TERM": "xterm"})
    os.close(other)
    shown = os.read(main, 100_000).decode()
    os.close(main)

    assert run.returncode == 2
    assert "6/6，每秒" in shown
    assert "结论" not in shown
    assert "共6个" in (tmp_path / "out.txt").read_text(encoding="utf-8")
