"""Names of outputs, and files that are whole or absent."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport_writer.documents import files
from govreport_writer.documents.files import safe, wanted_formats, write_all, write_pieces
from govreport_writer.errors import RenderError


@given(st.text())
def test_safe__holds_no_forbidden_character(name: str) -> None:
    assert not set(safe(name)) & set('\\/:*?"<>|\x00\x1f\x7f\n\t')


def test_formats__in_the_order_named_without_repeats() -> None:
    assert wanted_formats("pdf, docx,PDF") == ("pdf", "docx")


def test_write_all__moves_every_file_into_place(tmp_path: Path) -> None:
    contents = {tmp_path / "a" / "x.html": b"x", tmp_path / "a" / "y.pdf": b"y"}

    written = write_all(contents)

    assert written == tuple(contents)
    assert {path: path.read_bytes() for path in written} == contents
    assert len(list((tmp_path / "a").iterdir())) == 2


def test_write_all__failing_before_the_end_keeps_the_earlier_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills up while the second file is written: the first is not touched."""
    first, second = tmp_path / "x.html", tmp_path / "y.pdf"
    first.write_bytes(b"earlier")
    original = files._beside

    def full(path: Path, data: bytes) -> Path:
        if path == second:
            raise RenderError("file.not_writable", file=path)
        return original(path, data)

    monkeypatch.setattr(files, "_beside", full)

    with pytest.raises(RenderError):
        write_all({first: b"new", second: b"new"})

    assert first.read_bytes() == b"earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["x.html"]


def test_write_pieces__joins_them_in_one_file(tmp_path: Path) -> None:
    write_pieces(tmp_path / "new" / "out.json", (b"{", b"}", b"\n"))

    assert (tmp_path / "new" / "out.json").read_bytes() == b"{}\n"
    assert len(list((tmp_path / "new").iterdir())) == 1


def test_write_pieces__that_break_off_keep_the_earlier_output(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise ZeroDivisionError

    (tmp_path / "out.json").write_bytes(b"whole")

    with pytest.raises(ZeroDivisionError):
        write_pieces(tmp_path / "out.json", pieces())

    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"whole"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_write__never_replaces_a_pipe_or_device(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "out.json")

    for write in (
        lambda: write_pieces(tmp_path / "out.json", (b"{}",)),
        lambda: write_all({tmp_path / "out.json": b"{}"}),
    ):
        with pytest.raises(RenderError):
            write()

    assert stat.S_ISFIFO((tmp_path / "out.json").stat().st_mode)
    assert len(list(tmp_path.iterdir())) == 1
