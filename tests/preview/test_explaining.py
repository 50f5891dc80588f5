"""A finding is explained in the page for what it says now, beside the file, and `check` reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from preview.serving import BLANK, BROKEN, PENALTY, Site, served, with_blank

from govreport_writer.pipeline import check_file
from govreport_writer.submission_reading import read_submission
from govreport_writer.workbook.convert import to_workbook

WORDS = "本年没有作出行政处罚决定，已与执法台账核对。"


def body_for(site: Site, text: str = WORDS, **more: Any) -> dict[str, Any]:
    finding = next(each for each in site.state()["findings"] if each["id"] == BLANK)
    return {"finding": finding["id"], "values": finding["values"], "text": text, **more}


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx"])
def test_explanation__is_written_beside_read_by_check_and_shown_at_once(tmp_path: Path, suffix: str) -> None:
    path = with_blank(tmp_path)
    if suffix == ".xlsx":
        data = to_workbook(read_submission(path))
        path.unlink()
        path = path.with_suffix(suffix)
        path.write_bytes(data)
    before = path.read_bytes()
    with served(path) as site:
        state = site.state()
        assert (state["verdict"], state["draft"], state["findings"][0]["explainable"]) == (
            "explain",
            True,
            True,
        )

        answer = site.post("/api/explanations", body_for(site, by="李四"))

        now = site.state()
        assert answer.status == 200
        assert answer.json == {"generation": now["generation"]}
        assert now["generation"] > state["generation"]
        assert (now["verdict"], now["draft"]) == ("clean", False)
        (finding,) = now["findings"]
        assert (finding["state"], finding["explanation"]) == ("explained", WORDS)
    outcome = check_file(path)
    assert (outcome.verdict, outcome.findings[0].explanation) == ("clean", WORDS)
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([path.name, "report.explanations.yaml"])
    assert "by: 李四" in (tmp_path / "report.explanations.yaml").read_text(encoding="utf-8")


def test_explanation__may_be_written_anew(tmp_path: Path) -> None:
    with served(with_blank(tmp_path)) as site:
        body = body_for(site)
        site.post("/api/explanations", body)
        again = site.post("/api/explanations", {**body, "text": f"{WORDS}另附清单。"})

        assert again.status == 200
        (finding,) = site.state()["findings"]
        assert finding["explanation"] == f"{WORDS}另附清单。"


def test_explanation__for_values_that_have_changed_is_refused_though_nobody_told(tmp_path: Path) -> None:
    path = with_blank(tmp_path)
    with served(path) as site:
        body = body_for(site)
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("in_force: 5}", "in_force: null}"), encoding="utf-8")

        answer = site.post("/api/explanations", body)

    assert answer.status == 409
    assert list(answer.json) == ["problem"]
    assert [each.name for each in tmp_path.iterdir()] == ["report.yaml"]


def test_explanation__for_a_finding_that_is_gone_is_refused(tmp_path: Path) -> None:
    path = with_blank(tmp_path)
    with served(path) as site:
        body = body_for(site)
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("penalty: {decisions: null}", PENALTY), encoding="utf-8")

        assert site.post("/api/explanations", body).status == 409
        assert site.post("/api/explanations", {**body, "finding": "GR999@nothing"}).status == 409


def test_explanation__while_the_file_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = with_blank(tmp_path)
    with served(path) as site:
        body = body_for(site)
        path.write_text("year: [", encoding="utf-8")

        assert site.post("/api/explanations", body).status == 409


@pytest.mark.parametrize(
    "change",
    [
        {"text": ""},
        {"text": " \n\t\u200b"},
        {"text": "长" * 4001},
        {"by": "名" * 101},
        {"finding": 1},
        {"text": None},
        {"text": ["x"]},
        {"by": {}},
    ],
)
def test_explanation__that_says_nothing_or_too_much_is_refused(
    tmp_path: Path, change: dict[str, Any]
) -> None:
    with served(with_blank(tmp_path)) as site:
        answer = site.post("/api/explanations", {**body_for(site), **change})

        assert answer.status == 400
        assert list(answer.json) == ["problem"]
    assert [each.name for each in tmp_path.iterdir()] == ["report.yaml"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 60_000, b'{"text": NaN}'])
def test_request__that_is_no_explanation_is_refused(tmp_path: Path, body: bytes) -> None:
    with served(with_blank(tmp_path)) as site:
        assert site.post("/api/explanations", body).status == 400
        assert site.post("/api/explanations", b"x" * 70_000).status == 413


def test_error__cannot_be_explained_away(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_bytes(BROKEN.read_bytes())
    with served(path) as site:
        finding = site.state()["findings"][0]
        body = {"finding": finding["id"], "values": finding["values"], "text": WORDS}

        assert finding["explainable"] is False
        assert site.post("/api/explanations", body).status == 400


def test_finding_explained_inside__is_to_be_changed_there(tmp_path: Path) -> None:
    path = with_blank(tmp_path)
    own = f"\nexplanations:\n- {{finding: '{BLANK}', values: '旧', text: 以前的说明，已经失效。}}\n"
    path.write_text(path.read_text(encoding="utf-8") + own, encoding="utf-8")
    with served(path) as site:
        finding = site.state()["findings"][0]

        assert (finding["state"], finding["explainable"]) == ("lapsed", False)
        assert site.post("/api/explanations", body_for(site)).status == 400


def test_file_of_explanations_that_cannot_be_kept__is_left_alone(tmp_path: Path) -> None:
    path = with_blank(tmp_path)
    beside = tmp_path / "report.explanations.yaml"
    beside.write_text("[{finding: GR506@x, text: 属实，已经核对过。}]\n", encoding="utf-8")
    with served(path) as site:
        answer = site.post("/api/explanations", body_for(site))

    assert answer.status == 400
    assert "report.explanations.yaml" in answer.json["problem"]
    assert beside.read_text(encoding="utf-8").startswith("[{")


def test_hostile_text__stays_text(tmp_path: Path) -> None:
    path = with_blank(tmp_path)
    script = "</script><script>alert(1)</script>"
    text = f"{script}\n- finding: GR506@x\n  text: 夹带的说明\n!!python/object:os.system"
    with served(path) as site:
        assert site.post("/api/explanations", body_for(site, text=text)).status == 200
        (finding,) = site.state()["findings"]
        assert finding["explanation"] == text

    assert [each.finding for each in check_file(path).submission.raw.beside] == [BLANK]  # type: ignore[union-attr]
