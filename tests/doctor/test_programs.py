"""Programs are found where they are, asked for their version, and never waited for."""

from __future__ import annotations

from pathlib import Path

import pytest

from govreport_writer.doctor import programs


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(programs, "_ELSEWHERE", dict.fromkeys(programs.COMMANDS, ()))
    return tmp_path


def command(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def found(name: str) -> programs.Line:
    return next(line for line in programs.programs(everywhere=False) if line.name == name)


def test_program__that_is_nowhere_has_advice(path: Path) -> None:
    line = found("libreoffice")

    assert line.state == "absent"
    assert line.advice


@pytest.mark.skipif("sys.platform == 'win32'", reason="a script of the shell")
def test_program__tells_its_version(path: Path) -> None:
    command(path, "soffice", "echo LibreOffice 24.8.1.2 abcdef")

    assert (found("libreoffice").state, "LibreOffice 24.8.1.2：" in found("libreoffice").text) == (
        "works",
        True,
    )


@pytest.mark.skipif("sys.platform == 'win32'", reason="a script of the shell")
@pytest.mark.parametrize("script", ["exit 1", "echo", "exec /bin/sleep 30"])
def test_program__that_does_not_answer_is_not_counted(
    path: Path, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "SECONDS", 0.3)
    command(path, "soffice", script)

    assert (found("libreoffice").state, "没有回应" in found("libreoffice").text) == ("absent", True)


def test_wps__is_never_started(path: Path) -> None:
    command(path, "wps", f"touch {path}/started")

    assert found("wps").state == "works"
    assert not (path / "started").exists()


def test_place__named_by_no_environment_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LOCALAPPDATA", raising=False)

    assert programs._filled("{LOCALAPPDATA}/x") is None
    assert programs._filled("/opt/x") == Path("/opt/x")
