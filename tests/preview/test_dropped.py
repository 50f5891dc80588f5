"""A dropped file is checked and shown from memory; nothing of it stays, and its name leads nowhere."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from preview.serving import BROKEN, CLEAN, PRIOR, WORKBOOK, Answer, Site, served

from govreport_writer.documents.readback.reading import differences, read_back
from govreport_writer.documents.view import build_view
from govreport_writer.preview import requests
from govreport_writer.preview.dropped import shown_name
from govreport_writer.submission_reading import read_submission

pytestmark = pytest.mark.slow


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def site(scratch: Path) -> Iterator[Site]:
    with served(None, prior=PRIOR) as site:
        yield site


def drop(site: Site, name: str, data: object, **headers: str) -> Answer:
    return site.post(f"/api/drop?name={quote(name)}", data, **headers)


def test_page_without_a_file__is_empty(site: Site) -> None:
    state = site.state()

    assert (state["generation"], state["mode"], state["file"], state["verdict"]) == (0, "drop", None, None)
    assert (state["findings"], state["views"], state["downloads"]) == ([], [], [])
    for path in ("report", "pages", "pages/1.png", "data", "differences", "download/html"):
        assert site.get(f"/api/{path}").status == 404


@pytest.mark.parametrize(
    ("source", "name", "verdict"),
    [(WORKBOOK, "某局 2024.xlsx", "clean"), (CLEAN, "a.yaml", "clean"), (BROKEN, "a.YML", "blocked")],
)
def test_dropped_file__is_shown_like_any_other(
    site: Site, scratch: Path, source: Path, name: str, verdict: str
) -> None:
    answer = drop(site, name, source.read_bytes())

    assert answer.status == 200
    assert answer.json == site.state()
    assert (answer.json["file"], answer.json["verdict"], answer.json["mode"]) == (name, verdict, "drop")
    assert not any(each["explainable"] for each in answer.json["findings"])
    assert site.get("/api/pages").json["count"] >= 4
    view = build_view(read_submission(source), draft=verdict != "clean")
    for each in answer.json["downloads"]:
        data = site.get(f"/api/download/{each['format']}").data
        if each["format"] in ("docx", "pdf", "html", "fragment"):
            assert differences(view, read_back(data, each["format"])) == []
    assert list(scratch.iterdir()) == []


def test_next_file__takes_the_place_of_the_last(site: Site) -> None:
    first = drop(site, "a.yaml", CLEAN.read_bytes()).json
    second = drop(site, "b.yaml", BROKEN.read_bytes()).json

    assert second["generation"] > first["generation"] > 0
    assert site.state()["file"] == "b.yaml"


def bomb() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 60_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.yaml", b""),
        ("a.yaml", b"year: ["),
        ("a.yaml", b"\x00\x01"),
        ("a.xlsx", b"PK\x03\x04 no workbook"),
        ("a.xlsx", CLEAN.read_bytes()),
        ("a.xlsx", bomb()),
        ("a.xls", bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 512),
        ("a.et", b"x"),
        ("a.docx", b"PK"),
        ("a.explanations.exe", b"MZ"),
        ("a", b"x"),
        ("", b"x"),
        ("名.json", b"{}"),
    ],
)
def test_file_that_is_no_submission__is_one_line_with_its_own_name_and_changes_nothing(
    site: Site, scratch: Path, name: str, data: bytes
) -> None:
    shown = drop(site, "good.yaml", CLEAN.read_bytes()).json

    answer = drop(site, name, data)

    assert answer.status == 400
    problem = answer.json["problem"]
    assert "\n" not in problem
    assert str(scratch) not in problem
    assert "dropped" not in problem
    assert problem.startswith(name)
    assert site.state() == shown
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "../../../../tmp/evil.yaml",
        "/etc/cron.d/evil.yaml",
        "..\\..\\evil.yaml",
        "C:\\Windows\\evil.yaml",
        "a/../evil.yaml",
        "\0evil.yaml",
        "evil.yaml\0.png.yaml",
        "evil\r\nX-Header: y.yaml",
        "<img src=x onerror=alert(1)>.yaml",
        "龙" * 300 + ".yaml",
        "CON.yaml",
        "~$evil.yaml",
    ],
)
def test_name__is_only_shown(site: Site, scratch: Path, name: str) -> None:
    before = set(Path(tempfile.gettempdir()).rglob("*"))

    answer = drop(site, name, CLEAN.read_bytes())

    assert answer.status == 200
    shown = answer.json["file"]
    assert not set(shown) & set('/\\<>:"|?*\0\r\n')
    assert len(shown) <= 100
    assert set(Path(tempfile.gettempdir()).rglob("*")) == before
    disposition = site.get("/api/download/html").headers["content-disposition"]
    assert disposition.isascii()
    assert "\n" not in disposition


def test_name__keeps_what_people_know_it_by() -> None:
    assert shown_name("C:\\年报\\某局 (2).xlsx") == "某局 (2).xlsx"
    assert shown_name("a" * 200 + ".xlsx") == "a" * 80 + ".xlsx"
    assert shown_name("") == "_"


def test_pictures__of_a_dropped_file_are_not_looked_for_on_this_computer(site: Site, tmp_path: Path) -> None:
    outside = tmp_path / "secret.png"
    outside.write_bytes(b"\x89PNG\r\n\x1a\n")
    text = CLEAN.read_text(encoding="utf-8").replace("除上述情况外", f"![图]({outside})\n\n    除上述情况外")

    state = drop(site, "a.yaml", text.encode()).json

    assert [each["code"] for each in state["findings"]] == ["GR007"]


def pieces(size: int) -> Iterator[bytes]:
    for _ in range(size // 2**20):
        yield b"x" * 2**20


def test_file_beyond_the_bound__is_refused_whether_it_says_its_length_or_not(
    site: Site, scratch: Path
) -> None:
    limit = requests.MAX_DROP

    streamed = drop(site, "a.yaml", pieces(limit + 2**20))
    said = drop(site, "a.yaml", b"x" * (limit + 1))

    assert (streamed.status, said.status) == (413, 413)
    assert "20 MB" in said.json["problem"]
    assert site.state()["file"] is None
    assert list(scratch.iterdir()) == []


def test_file_far_beyond_the_bound__is_not_even_read(site: Site) -> None:
    far = {"Content-Length": str(10 * requests.MAX_DROP)}
    given = {"Origin": f"http://{site.host}", "X-Govreport-Token": site.server.token, **far}

    assert site.ask("POST", "/api/drop?name=a.yaml", given, b"x").status == 413


def test_explanations__have_no_place_without_a_file(site: Site) -> None:
    drop(site, "a.yaml", BROKEN.read_bytes())

    assert site.post("/api/explanations", {"finding": "x", "values": "", "text": "说明"}).status == 403


def test_drop__has_no_place_beside_a_file() -> None:
    with served(CLEAN) as site:
        assert drop(site, "a.yaml", BROKEN.read_bytes()).status == 403
        assert site.state()["file"] == "report.yaml"
