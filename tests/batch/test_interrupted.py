"""A run that is stopped or killed: what is done stays, whole, and can be gone on with."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from batch.small_county import tree, unit_text

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
GOVREPORT = "from govreport_writer.cli import main; main()"


def started(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", GOVREPORT, *map(str, arguments)]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def until(met: Callable[[], object], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def write_many(folder: Path, count: int) -> Path:
    for number in range(count):
        path = folder / f"{number:03}.yaml"
        path.parent.mkdir(exist_ok=True)
        text = unit_text(0).replace("一分局", f"第{number}分局")
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.slow
def test_ctrl_c__keeps_what_is_done_and_says_how_to_go_on(tmp_path: Path) -> None:
    folder, target = write_many(tmp_path / "in", 300), tmp_path / "out.json"
    journal = Path(f"{target}.journal")
    run = started("check", folder, "--format", "json", "-o", target, "--jobs", 2)
    until(lambda: lines(journal) > 5)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does
    out, err = run.communicate(timeout=30)

    done = lines(journal) - 1
    assert run.returncode == 130
    assert out == ""
    assert err == f"已停止：300个单位中完成了{done}个；用同样的命令加 --resume 可接着做\n"
    assert 5 <= done < 300
    assert not target.exists()


@pytest.mark.slow
def test_kill__leaves_whole_files_and_no_process(tmp_path: Path) -> None:
    folder, out = write_many(tmp_path / "in", 24), tmp_path / "out"
    run = started("render", folder, "-o", out, "--to", "csv", "--jobs", 2)
    until(lambda: len(list(out.glob("receipts/*.json"))) > 3)
    workers = children(run.pid)
    run.kill()
    run.communicate(timeout=30)
    until(lambda: not any(map(alive, workers)))

    left = {name: data for name, data in tree(out).items() if not Path(name).name.startswith(".govreport-")}
    again = started("render", folder, "-o", out, "--to", "csv", "--jobs", 2, "--resume")
    shown, err = again.communicate(timeout=60)

    assert len(workers) >= 2
    assert again.returncode == 0, err
    assert "跳过的：" in shown
    after = tree(out)
    assert all(after[name] == data for name, data in left.items())
    assert len([name for name in after if name.endswith(".receipt.json")]) == 24


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(status.parent.name))
    return found


def alive(pid: int) -> bool:
    """Whether a process still does anything; one that nobody has buried does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in "ZX"
