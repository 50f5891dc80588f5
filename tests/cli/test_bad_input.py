"""Whatever is given, the answer is one clear line and the right exit code."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from cli.conftest import Govreport

AGENCY = b"agency: {name: x, kind: department, level: county}\n"
UNREADABLE = {
    "empty": b"",
    "blank lines": b"\n\n  \n",
    "only a comment": "# 说明\n".encode(),
    "binary": b"PK\x03\x04\x00\x00\x00",
    "utf-16": "format: 1".encode("utf-16"),
    "gbk": "format: 1\nagency: 某县审计局".encode("gbk"),
    "syntax": b"format: 1\nyear: [2024\n",
    "indentation": b"format: 1\n  year: 2024\n",
    "tab": b"format: 1\nagency:\n\tname: x\n",
    "list": b"- format: 1\n- year: 2024\n",
    "scalar": b"report\n",
    "key twice": b"format: 1\nyear: 2024\nyear: 2023\n",
    "alias": b"format: &a 1\nyear: *a\n",
    "tag": b"format: !!python/object:os.system 1\n",
    "two documents": b"format: 1\n---\nformat: 1\n",
    "deep": b"[" * 100_000,
    "control character": b'format: 1\nyear: 2024\nagency: {name: "x\x01y", kind: department}\n',
    "format of the future": b"format: 2\nyear: 2024\n" + AGENCY,
    "no year": b"format: 1\n" + AGENCY,
    "year no edition serves": b"format: 1\nyear: 1999\n" + AGENCY,
    "unknown edition": b"format: 1\nedition: ogi-2012\nyear: 2024\n" + AGENCY,
    "unknown key": b"format: 1\nyear: 2024\nagencies: {name: x, kind: department, level: county}\n",
    "nameless agency": b'format: 1\nyear: 2024\nagency: {name: "", kind: department, level: county}\n',
}


@pytest.mark.parametrize("command", ["check", "render"])
@pytest.mark.parametrize("case", UNREADABLE)
def test_unreadable_file__is_one_line_and_2(
    govreport: Govreport, tmp_path: Path, command: str, case: str
) -> None:
    path = tmp_path / "report.yaml"
    path.write_bytes(UNREADABLE[case])
    arguments = ["-o", tmp_path / "out"] if command == "render" else []

    result = govreport(command, path, *arguments)

    errors = [line for line in result.out.splitlines() if line.startswith("错误：")]
    assert result.code == 2
    assert len(errors) == 1
    assert str(path) in errors[0]
    assert not (tmp_path / "out").exists()


def test_huge_file__is_refused_quickly(govreport: Govreport, tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_bytes(b"format: 1\n" + b"# " + b"x" * 50_000_000)
    start = time.monotonic()

    result = govreport("check", path)

    assert result.code == 2
    assert "10 MB" in result.out
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check"], "缺少 FILES"),
        (["check", "x.yaml", "--formt", "json"], "没有选项 --formt；是否为 --format？"),
        (["check", "x.yaml", "--format", "xml"], "只能是 text, json"),
        (["chek", "x.yaml"], "没有命令 chek；是否为 check？"),
        (["new", "--year", "zweitausend", "-o", "x.yaml"], "应当是整数"),
        (["render", "x.yaml", "--to", "docx,odt"], "不认识的格式 odt"),
        (["render", "x.yaml", "--to", ""], "不认识的格式"),
        (["check", "none.yaml"], "没有这个文件"),
        (["check", "none/*.yaml"], "没有找到填报文件"),
        (["editions", "schema", "ogi-2020"], "；是否为 ogi-2021？"),
        (["--editions", "none", "editions"], "没有这个格式文件夹"),
    ],
)
def test_wrong_usage__is_one_line_and_2(
    govreport: Govreport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)

    result = govreport(*arguments)

    assert result.code == 2
    assert says in result.out + result.err
    assert not list(tmp_path.iterdir())


def test_empty_folder__is_one_line_and_2(govreport: Govreport, tmp_path: Path) -> None:
    result = govreport("check", tmp_path)

    assert result.code == 2
    assert "没有找到填报文件" in result.err


def test_no_command__shows_the_help(govreport: Govreport) -> None:
    result = govreport()

    assert result.code == 2
    assert "govreport render report.yaml" in result.out
