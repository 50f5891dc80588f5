"""Pictures are read from the submission's folder, by the name the text gives them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pictures import JPEG, PNG, picture

from govreport_writer.narrative import Image, parse
from govreport_writer.pictures import MAX_BYTES, read_pictures
from govreport_writer.submission import NarrativeSection, Picture, Remark


def named(*texts: str, first_line: int = 10) -> tuple[NarrativeSection, ...]:
    """Return sections with these texts, which begin on one line."""
    return tuple(NarrativeSection(None, "情况", text, "", None, (first_line, 0)) for text in texts)


def read(text: str, folder: Path) -> tuple[dict[str, Picture], tuple[Remark, ...]]:
    return read_pictures(named(text), folder)


def reasons(text: str, folder: Path) -> list[tuple[object, object]]:
    pictures, remarks = read(text, folder)
    assert pictures == {}
    assert {remark.code for remark in remarks} == {"GR007"}
    return [(remark.fields["name"], remark.fields["reason"]) for remark in remarks]


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("图.png", PNG, "image/png"),
        ("a.jpg", JPEG, "image/jpeg"),
        ("a.JPEG", JPEG, "image/jpeg"),
        ("a.png", JPEG, "image/jpeg"),
    ],
)
def test_picture__is_known_by_its_content(tmp_path: Path, name: str, data: bytes, media_type: str) -> None:
    (tmp_path / name).write_bytes(data)

    assert read(f"见![图]({name})。", tmp_path) == ({name: Picture(data, media_type)}, ())


def test_picture__in_a_folder_below(tmp_path: Path) -> None:
    (tmp_path / "图片").mkdir()
    (tmp_path / "图片" / "a.png").write_bytes(PNG)

    pictures, remarks = read("![图](图片/a.png)![图](./图片/../图片/a.png)", tmp_path)

    assert set(pictures) == {"图片/a.png", "./图片/../图片/a.png"}
    assert remarks == ()


def test_picture__of_exactly_the_largest_size(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG.ljust(MAX_BYTES, b"\0"))

    assert set(read("![图](a.png)", tmp_path)[0]) == {"a.png"}


def test_picture__one_byte_larger_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG.ljust(MAX_BYTES + 1, b"\0"))

    assert reasons("![图](a.png)", tmp_path) == [("a.png", "too_large")]


def test_picture__that_is_not_there_is_missing(tmp_path: Path) -> None:
    assert reasons("![图](a.png)", tmp_path) == [("a.png", "missing")]


def test_picture__that_is_a_folder_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a.png").mkdir()

    assert reasons("![图](a.png)", tmp_path) == [("a.png", "missing")]


@pytest.mark.parametrize(
    "data", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"BM", b"%PDF-1.7", b""]
)
def test_picture__of_another_kind_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.png").write_bytes(data)

    assert reasons("![图](a.png)", tmp_path) == [("a.png", "not_a_picture")]


def test_picture__outside_the_folder_is_not_read(tmp_path: Path) -> None:
    inside = tmp_path / "unit"
    inside.mkdir()
    (tmp_path / "a.png").write_bytes(PNG)
    names = (
        "../a.png",
        "图/../../a.png",
        str(tmp_path / "a.png"),
        "https://example.org/a.png",
        "file:///etc/passwd",
    )

    found = reasons("".join(f"![图]({name})" for name in names), inside)

    assert found == [(name, "outside") for name in names]


def test_picture__behind_a_link_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    inside = tmp_path / "unit"
    inside.mkdir()
    (tmp_path / "a.png").write_bytes(PNG)
    (inside / "a.png").symlink_to(tmp_path / "a.png")

    assert reasons("![图](a.png)", inside) == [("a.png", "outside")]


def test_picture__named_twice_is_read_and_reported_once(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)

    pictures, remarks = read_pictures(named("![图](a.png)![图](b.png)", "![又](a.png)![又](b.png)"), tmp_path)

    assert set(pictures) == {"a.png"}
    assert [remark.fields["name"] for remark in remarks] == ["b.png"]


def test_remark__has_the_line_of_the_picture(tmp_path: Path) -> None:
    _, remarks = read("甲\n\n乙![图](a.png)\n![图](b.png)", tmp_path)

    assert [remark.location.line for remark in remarks] == [12, 13]


def test_remark__for_a_picture_after_the_tables(tmp_path: Path) -> None:
    section = NarrativeSection(None, "情况", "甲", "乙\n![图](a.png)", None, (10, 30))

    _, remarks = read_pictures((section,), tmp_path)

    assert [remark.location.line for remark in remarks] == [31]


def test_text__without_pictures_reads_nothing(tmp_path: Path) -> None:
    assert read("[链接](a.png) !（图）[a.png]", tmp_path) == ({}, ())


@pytest.mark.parametrize(
    "markdown",
    [
        "![图](a.png)",
        "![](a.png)",
        "![趋势图](a.png '2024年')",
        '![趋势图]( a.png "2024年" )',
        "![图](图(1).png)",
        "![图](<图 1.png>)",
        "![图 [一] 续](a.png)",
        "![**重点**](a.png)",
        "![第一行\n第二行](a.png)",
    ],
)
def test_names__are_those_that_the_text_prints(tmp_path: Path, markdown: str) -> None:
    """What is read and what is drawn have to agree, or a picture is left out without a word."""
    (printed,) = [block.name for block in parse(markdown) if isinstance(block, Image)]
    (tmp_path / printed).write_bytes(PNG)

    assert read(markdown, tmp_path) == ({printed: Picture(PNG, "image/png")}, ())


def test_names__a_picture_that_is_only_text_is_not_asked_for(tmp_path: Path) -> None:
    assert not any(isinstance(block, Image) for block in parse("\\![图](a.png)"))

    assert read("\\![图](a.png)", tmp_path) == ({}, ())


def lying_header() -> bytes:
    """A PNG that says it has 2³¹ − 1 pixels in each direction."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 10))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (lying_header(), ("too_many_pixels", "not_a_picture")),
        (PNG[: len(PNG) // 2], ("not_a_picture",)),
        (b"\x89PNG\r\n\x1a\n and noise", ("not_a_picture",)),
        (JPEG[:100], ("not_a_picture",)),
        (picture("GIF"), ("not_a_picture",)),
        (picture("PNG", (8000, 6000)), ("too_many_pixels",)),
    ],
    ids=["lying header", "cut short", "noise", "cut jpeg", "gif", "48 million pixels"],
)
def test_picture__that_an_engine_would_stumble_over_is_a_finding(
    data: bytes, reason: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "a.png").write_bytes(data)

    ((_, found),) = reasons("![图](a.png)", tmp_path)

    assert found in reason


def test_pipe__is_not_waited_for(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "a.png")

    assert reasons("![图](a.png)", tmp_path) == [("a.png", "missing")]
