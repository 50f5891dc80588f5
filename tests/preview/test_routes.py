"""What the page asks for is answered from the build in force, and nothing else is."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from PIL import Image
from preview.serving import BROKEN, CLEAN, PRIOR, WORKBOOK, Site, served

from govreport_writer import messages, read_submission
from govreport_writer.documents.readback.reading import differences, read_back
from govreport_writer.documents.view import build_view
from govreport_writer.pipeline import check_file
from govreport_writer.resources import templates_folder


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with served(WORKBOOK, prior=PRIOR) as site:
        yield site


@pytest.fixture(scope="module")
def broken() -> Iterator[Site]:
    with served(BROKEN) as site:
        yield site


def test_page__has_its_words_and_asks_for_nothing_from_outside(site: Site) -> None:
    page = site.get("/").data.decode()

    words = json.loads(
        re.findall(r'<script type="application/json" id="words">(.*?)</script>', page, re.S)[0]
    )
    catalogue = messages.catalogue("zh", "texts")
    assert words == {key[8:]: text for key, text in catalogue.items() if key.startswith("preview.")}
    assert 'lang="zh-CN"' in page
    assert re.findall(r'(?:src|href)="(?!/|#|data:)', page) == []


def test_static_files__are_those_of_the_page_and_no_other(site: Site) -> None:
    folder = templates_folder() / "preview"
    for path in folder.iterdir():
        answer = site.get(f"/{path.name}")
        assert (answer.status, answer.data == path.read_bytes()) == (
            (200, True) if path.suffix in (".css", ".js") else (404, False)
        )
    assert site.get("/preview.js").headers["content-type"].startswith("text/javascript")
    assert site.get("/preview.css").headers["content-type"].startswith("text/css")


@pytest.mark.parametrize(
    "path",
    [
        "/../report.css",
        "/..%2freport.css",
        "/%2e%2e/report.css",
        "/..%5creport.css",
        "/preview.js/../../report.css",
        "/preview.js%00.css",
        "//etc/passwd",
        "/page.html.j2",
        "/report.css",
        "/api/download/..%2f..%2freport.xlsx",
        "/api/download/../state",
        "/api/download/csv",
        "/api/pages/../report",
        "/api/pages/%2e%2e.png",
        "/api/pages/-1.png",
        "/api/",
        "/.git/config",
    ],
)
def test_paths__lead_to_no_file(site: Site, path: str) -> None:
    answer = site.get(path)

    assert answer.status == 404
    assert list(answer.json) == ["problem"]


def test_state__of_a_clean_workbook(site: Site) -> None:
    answer = site.get("/api/state")

    state = answer.json
    assert answer.headers["etag"] == f'"{state["generation"]}"'
    assert (state["mode"], state["fresh"], state["problem"], state["draft"]) == ("file", True, None, False)
    assert (state["file"], state["agency"], state["year"]) == ("report.xlsx", "青溪县审计局", 2024)
    assert (state["edition"], state["verdict"], state["verdict_text"]) == ("ogi-2021", "clean", "可发布")
    assert state["counts"] == {"must": 0, "should": 0, "hint": 0}
    assert state["views"] == ["page", "print", "differences", "data"]
    assert (state["last_year"]["year"], state["last_year"]["file"]) == (2023, "prior.yaml")
    assert [each["format"] for each in state["downloads"]] == [
        *("docx", "pdf", "html", "fragment", "report", "annotated"),
    ]


def test_state__names_no_folder_of_this_computer(site: Site, broken: Site) -> None:
    for each in (site, broken):
        text = each.get("/api/state").data.decode()
        assert str(CLEAN.parent.parent) not in text
        assert "sample_inputs" not in text


def test_state__has_last_years_figures_by_the_paths_of_this_year(site: Site) -> None:
    prior = read_submission(PRIOR)

    values = site.state()["last_year"]["values"]

    assert values == {str(ref): str(value) for ref, value in prior.values.items()}


def test_findings__are_those_of_check_in_its_order(broken: Site) -> None:
    outcome = check_file(BROKEN)

    state = broken.state()

    assert state["verdict"] == outcome.verdict == "blocked"
    assert [each["id"] for each in state["findings"]] == [each.id for each in outcome.findings]
    assert [each["advice"] for each in state["findings"]] == [each.remedy for each in outcome.findings]
    assert state["skipped"] == [gap.why for gap in outcome.skipped]
    assert state["counts"]["must"] == len(outcome.findings)


def test_report__is_what_render_writes_stamped_while_findings_block(site: Site, broken: Site) -> None:
    from govreport_writer.documents.render import render

    submission = read_submission(WORKBOOK)
    assert site.get("/api/report").data == render(submission, ("html",))["html"]
    drawn = render(read_submission(BROKEN), ("html",), draft=True)["html"]
    assert broken.get("/api/report").data == drawn
    assert broken.state()["draft"] is True


def test_cells_of_findings__stand_in_the_report(broken: Site) -> None:
    html = broken.get("/api/report").data.decode()

    cells = [
        cell for each in broken.state()["findings"] for one in each["instances"] for cell in one["cells"]
    ]

    assert cells
    assert all(f'data-cell="{cell["path"]}"' in html for cell in cells)


def test_pages__are_counted_and_drawn(site: Site) -> None:
    pages = site.get("/api/pages").json
    assert pages["generation"] == site.state()["generation"]
    assert (pages["count"], round(pages["width"]), round(pages["height"])) == (6, 595, 842)
    for scale, width in (("1", 595), ("2", 1191), ("99", 1786), ("0", 595), ("inf", 1786)):
        answer = site.get(f"/api/pages/6.png?generation={pages['generation']}&scale={scale}")
        assert answer.headers["content-type"] == "image/png"
        assert abs(Image.open(BytesIO(answer.data)).width - width) <= 1


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("0.png", 404),
        ("7.png", 404),
        ("99999999999999999999.png", 404),
        ("1.png?scale=nan", 400),
        ("1.png?scale=", 400),
        ("1.png?scale=2%00", 400),
        ("1.png?generation=1", 409),
        ("1.png?generation=x", 409),
    ],
)
def test_page_that_is_none__is_refused_in_one_line(site: Site, query: str, status: int) -> None:
    answer = site.get(f"/api/pages/{query}")

    assert answer.status == status
    assert answer.json["problem"].count("\n") == 0


def test_differences__name_each_cell_that_changed_and_each_text(site: Site) -> None:
    found = site.get("/api/differences").json

    now, before = read_submission(WORKBOOK).values, read_submission(PRIOR).values
    assert [cell["path"] for cell in found["cells"]] == [str(ref) for ref in now if now[ref] != before[ref]]
    assert found["cells"][0] == {
        "path": "disclosure/normative/made",
        "table": "表1　主动公开政府信息情况",
        "row": "行政规范性文件",
        "column": "本年制发件数",
        "now": "2",
        "before": "1",
        "change": "+1",
    }
    assert found["prior"] == {"year": 2023, "file": "prior.yaml"}
    assert [each["section"] for each in found["text"]][:2] == ["preface", "overview"]
    kinds = {kind for each in found["text"] for kind, _ in each["pieces"]}
    assert kinds == {"same", "ins", "del"}


def test_differences__without_last_year_are_none(broken: Site) -> None:
    assert broken.get("/api/differences").status == 404
    assert "differences" not in broken.state()["views"]


def test_data__is_the_table_of_the_csv(site: Site) -> None:
    table = site.get("/api/data").json

    submission = read_submission(WORKBOOK)
    assert table["columns"][0] == "year"
    assert len(table["rows"]) == len(submission.values)
    assert {len(row) for row in table["rows"]} == {len(table["columns"])}
    codes = [row[table["columns"].index("row_code")] for row in table["rows"]]
    assert set(codes) == {ref.row for ref in submission.values}


@pytest.mark.parametrize("sample", ["site", "broken"])
def test_downloads__say_what_was_filed(sample: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(sample)
    path = WORKBOOK if sample == "site" else BROKEN
    view = build_view(read_submission(path), draft=sample == "broken")
    for each in site.state()["downloads"]:
        answer = site.get(f"/api/download/{each['format']}")
        assert answer.status == 200
        disposition = answer.headers["content-disposition"]
        assert unquote(disposition.partition("filename*=UTF-8''")[2]) == each["name"]
        assert disposition.isascii()
        if each["format"] in ("docx", "pdf", "html", "fragment"):
            assert ("_草稿." in each["name"]) == (sample == "broken")
            assert differences(view, read_back(answer.data, each["format"])) == []


def test_annotated_copy__is_made_of_the_bytes_that_were_checked(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "report.xlsx"
    path.write_bytes(WORKBOOK.read_bytes())
    with served(path) as site:
        copy = site.get("/api/download/annotated")

    assert "校验意见" in load_workbook(BytesIO(copy.data)).sheetnames
    assert path.read_bytes() == WORKBOOK.read_bytes()
    assert [each.name for each in tmp_path.iterdir()] == ["report.xlsx"]


def test_text_file__has_no_annotated_copy(broken: Site) -> None:
    assert "annotated" not in [each["format"] for each in broken.state()["downloads"]]
    assert broken.get("/api/download/annotated").status == 404


def test_report_without_a_glyph__has_no_pdf_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govreport_writer.checks.characters.installed_fonts", lambda _: {})
    path = tmp_path / "report.yaml"
    path.write_text(
        CLEAN.read_text(encoding="utf-8").replace("除上述情况外", "𫖰除上述情况外"), encoding="utf-8"
    )
    with served(path) as site:
        state, pages = site.state(), site.get("/api/pages")

        assert "pdf" not in [each["format"] for each in state["downloads"]]
        assert pages.status == 409
        assert "PDF" in pages.json["problem"]
        assert site.get("/api/download/pdf").status == 404
        assert site.get("/api/report").status == 200


def test_narrative_html__is_text(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    hostile = (
        "<script>alert(1)</script><img src=x onerror=alert(2)></iframe>[点](javascript:alert(3))除上述情况外"
    )
    text = CLEAN.read_text(encoding="utf-8").replace("除上述情况外", hostile)
    path.write_text(text.replace("name: 青溪县审计局", 'name: "青溪<script>x</script>局"'), encoding="utf-8")
    with served(path, prior=PRIOR) as site:
        report = site.get("/api/report").data.decode()
        page = site.get("/").data.decode()
        saved = site.get("/api/download/report").data.decode()

    assert "<script" not in report
    assert "<img" not in report
    assert 'href="javascript' not in report
    assert "&lt;script&gt;" in report
    assert "alert" not in page
    assert "<script>x" not in saved


def test_events__tell_the_generation_at_once_and_bye_at_the_end() -> None:
    with served(CLEAN) as site:
        generation = site.state()["generation"]
        connection = http.client.HTTPConnection("127.0.0.1", site.server.port, timeout=10)
        connection.request("GET", "/events")
        response = connection.getresponse()
        first = response.read(len(f'retry: 1000\n\nevent: state\ndata: {{"generation": {generation}}}\n\n'))
        site.server.should_exit = True
        last = response.read()
        connection.close()

    assert response.headers["content-type"].startswith("text/event-stream")
    assert first.decode() == f'retry: 1000\n\nevent: state\ndata: {{"generation": {generation}}}\n\n'
    assert last.decode() == f'event: bye\ndata: {{"generation": {generation}}}\n\n'


def test_bug__is_one_line_and_no_traceback(monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    def crash(_build: object) -> None:
        raise ZeroDivisionError("secret of the inside")

    monkeypatch.setattr("govreport_writer.preview.app.differences", crash)
    with served(CLEAN) as site:
        answer = site.get("/api/differences")
        after = site.get("/api/state").status

    assert (answer.status, after) == (500, 200)
    assert "Traceback" not in answer.data.decode()
    assert "ZeroDivisionError" in answer.json["problem"]
    assert capfd.readouterr() == ("", "")


def test_english__words_the_page_and_leaves_the_report_chinese() -> None:
    messages.use_language("en")
    with served(BROKEN) as site:
        state = site.state()
        assert state["verdict_text"] == messages.text("verdict.blocked")
        assert site.get("/api/nothing").json["problem"].isascii()
        assert 'lang="en"' in site.get("/").data.decode()
        assert 'lang="zh-CN"' in site.get("/api/report").data.decode()
