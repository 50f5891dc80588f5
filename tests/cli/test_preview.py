"""The command as it is started: it prints its address, follows the file, and ends with Ctrl-C."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest
from cli.conftest import SAMPLES, Govreport

pytestmark = pytest.mark.slow

WORKBOOK = SAMPLES / "county-audit-2024/report.xlsx"
CLEAN = WORKBOOK.with_suffix(".yaml")
PRIOR = WORKBOOK.with_name("prior.yaml")
LONG = 60
"""Seconds after which a process has failed."""
COMMAND = (sys.executable, "-c", "from govreport_writer.cli import main; main()")


@contextmanager
def started(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [*COMMAND, "preview", "--no-open", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"},
    )
    watchdog = threading.Timer(LONG, process.kill)
    watchdog.start()
    try:
        yield process
    finally:
        watchdog.cancel()
        process.kill()
        process.communicate()


def address_of(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Return port and token, which stand on the first line."""
    assert process.stdout is not None
    line = process.stdout.readline()
    port, _, token = line.partition("http://127.0.0.1:")[2].strip().partition("/#token=")
    assert process.stdout.readline().strip()
    return int(port), token


@contextmanager
def following(process: subprocess.Popen[str]) -> Iterator[tuple[int, str, Iterator[int]]]:
    """Give port, token, and the generations as the events tell them."""
    port, token = address_of(process)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONG)
    connection.request("GET", "/events")
    with connection.getresponse() as lines:
        told = (json.loads(line[5:])["generation"] for line in lines if line.startswith(b"data:"))
        yield port, token, told
    connection.close()


def state(port: int) -> dict[str, object]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONG)
    connection.request("GET", "/api/state")
    found: dict[str, object] = json.loads(connection.getresponse().read())
    connection.close()
    return found


def replaced(path: Path, data: bytes) -> None:
    """Save as office programs do: another file, renamed."""
    other = path.with_name("~saving.tmp")
    other.write_bytes(data)
    os.replace(other, path)


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=LONG)
    return process.returncode, out, err


def test_command__follows_the_file_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(WORKBOOK.read_bytes())
    with started(path, "--prior", PRIOR) as process, following(process) as (port, token, told):
        first = next(told)
        assert len(token) >= 32
        assert (state(port)["verdict"], state(port)["generation"]) == ("clean", first)

        replaced(path, b"PK\x03\x04 half")
        assert next(told) > first
        broken = state(port)
        assert (broken["fresh"], broken["verdict"]) == (False, "clean")
        assert "report.xlsx" in str(broken["problem"])

        replaced(path, WORKBOOK.read_bytes())
        last = next(told)
        assert (state(port)["fresh"], state(port)["problem"]) == (True, None)

        code, out, err = ended(process)
        assert (code, err) == (0, "")
        assert len(out.splitlines()) == 1
        assert list(told) == [last]  # bye
    assert [each.name for each in tmp_path.iterdir()] == ["report.xlsx"]


def test_command__can_be_started_again_on_its_port_at_once(tmp_path: Path) -> None:
    with started(CLEAN) as process:
        port, token = address_of(process)
        before = state(port)["generation"]
        assert ended(process)[0] == 0
    with started(CLEAN, "--port", port) as process:
        again = address_of(process)
        assert again[0] == port
        assert again[1] != token
        assert state(port)["generation"] != before
        assert ended(process)[0] == 0


def test_unreadable_file__is_told_and_mended_while_it_runs(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text("year: [", encoding="utf-8")
    with started(path) as process, following(process) as (port, _, told):
        assert state(port)["verdict"] == "unreadable"
        next(told)
        replaced(path, CLEAN.read_bytes())
        next(told)
        assert state(port)["verdict"] == "clean"
        code, _, err = ended(process)

    assert code == 0
    assert err.count("\n") == 1
    assert str(path) in err


def test_taken_port__is_one_line(govreport: Govreport) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = govreport("preview", CLEAN, "--no-open", "--port", taken.getsockname()[1])

    assert result.code == 2
    assert result.err.count("\n") == 1
    assert "--port" in result.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["none.yaml"],
        [SAMPLES],
        [CLEAN, "--prior", "none.yaml"],
        [CLEAN, "--prior", SAMPLES],
        [CLEAN, "--profile", "none"],
        [CLEAN, "--templates", "none"],
        [CLEAN, "--rules", "none.yaml"],
        [CLEAN, "--port", "99999"],
        [CLEAN, "--port", "-1"],
        [CLEAN, "--port", "x"],
        ["--prior", "none.yaml"],
    ],
)
def test_bad_call__is_one_line_before_anything_is_served(
    govreport: Govreport, arguments: list[object]
) -> None:
    result = govreport("preview", "--no-open", *arguments)

    assert result.code == 2
    assert result.out == ""
    assert result.err.count("\n") == 1


def test_browser__is_opened_only_where_there_is_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    from govreport_writer.preview import serve

    opened: Queue[str] = Queue()
    monkeypatch.setattr(serve.webbrowser, "open", opened.put)
    monkeypatch.setattr(serve.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    serve.open_browser("http://127.0.0.1:1/none")
    monkeypatch.setenv("DISPLAY", ":0")
    serve.open_browser("http://127.0.0.1:1/")

    assert opened.get(timeout=LONG) == "http://127.0.0.1:1/"
    assert opened.empty()
