"""`govreport verify` from the outside: what it says and the code it exits with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.conftest import SAMPLES, Govreport

STEM = "2024_青溪县审计局_政府信息公开工作年度报告"
ALL = "docx,pdf,html,fragment,csv,json,jsonld"


@pytest.fixture
def made(govreport: Govreport, clean: Path, tmp_path: Path) -> Path:
    assert govreport("render", clean, "-o", tmp_path / "out", "--to", "docx,html,csv").code == 0
    return tmp_path / "out"


def wrong(folder: Path) -> Path:
    """The web page with a figure typed over."""
    path = folder / f"{STEM}.html"
    page = path.read_text(encoding="utf-8")
    start = page.index(">21<", page.index("自然人"))
    path.write_text(page[:start] + ">27<" + page[start + 4 :], encoding="utf-8")
    return path


def test_faithful__is_0_with_a_line_each(govreport: Govreport, clean: Path, made: Path) -> None:
    result = govreport("verify", *sorted(made.iterdir()), "--against", clean)

    assert result.code == 0
    assert result.out.count("与填报内容一致") == 3


def test_every_format__is_written_and_verified(govreport: Govreport, clean: Path, tmp_path: Path) -> None:
    rendered = govreport("render", clean, "-o", tmp_path, "--to", ALL)

    result = govreport("verify", *sorted(tmp_path.iterdir()), "--against", clean)

    assert "未生成" not in rendered.out
    assert (rendered.code, result.code) == (0, 0)
    assert result.out.count("与填报内容一致") == 7


def test_workbook__serves_as_what_was_filed(govreport: Govreport, made: Path) -> None:
    book = SAMPLES / "county-audit-2024/report.xlsx"

    assert govreport("verify", made / f"{STEM}.docx", "--against", book).code == 0


def test_draft__is_verified_like_a_final_report(govreport: Govreport, broken: Path, tmp_path: Path) -> None:
    govreport("render", broken, "-o", tmp_path, "--draft", "--to", ALL)

    result = govreport("verify", *sorted(tmp_path.iterdir()), "--against", broken)

    assert result.code == 0
    assert result.out.count("与填报内容一致") == 7


def test_difference__is_1_and_names_the_official_labels(
    govreport: Govreport, clean: Path, made: Path
) -> None:
    result = govreport("verify", wrong(made), made / f"{STEM}.docx", "--against", clean)

    assert result.code == 1
    assert "有1处与填报内容不一致" in result.out
    assert "一、本年新收政府信息公开申请数量" in result.out
    assert "requests/received/natural_person" in result.out
    assert "填报为“21”，文件里是“27”" in result.out


def test_json__is_one_object_with_every_difference(govreport: Govreport, clean: Path, made: Path) -> None:
    path = wrong(made)

    result = govreport("verify", path, made / f"{STEM}.csv", "--against", clean, "--format", "json")

    assert result.code == 1
    found = json.loads(result.out)
    label = found["documents"][0]["differences"][0].pop("label")
    assert label.startswith("表2")
    assert found == {
        "format": 1,
        "documents": [
            {
                "file": str(path),
                "format": "html",
                "differences": [
                    {
                        "kind": "cell",
                        "path": "requests/received/natural_person",
                        "wanted": "21",
                        "found": "27",
                    }
                ],
            },
            {"file": str(made / f"{STEM}.csv"), "format": "csv", "differences": []},
        ],
    }


def test_unreadable__is_2_in_one_line_and_the_rest_is_verified(
    govreport: Govreport, clean: Path, made: Path, tmp_path: Path
) -> None:
    (tmp_path / "x.docx").write_bytes(b"PK\x03\x04")
    others = (tmp_path / "x.docx", tmp_path / "absent.pdf", tmp_path)

    result = govreport("verify", *others, made / f"{STEM}.html", "--against", clean)

    assert result.code == 2
    assert "已损坏" in result.out
    assert "没有这个文件" in result.out
    assert "是文件夹" in result.out
    assert "与填报内容一致" in result.out


def test_unreadable__is_told_in_json(govreport: Govreport, clean: Path, tmp_path: Path) -> None:
    result = govreport("verify", tmp_path / "absent.pdf", "--against", clean, "--format", "json")

    (document,) = json.loads(result.out)["documents"]
    assert result.code == 2
    assert document["format"] is None
    assert document["differences"] == []
    assert "没有这个文件" in document["error"]


def test_submission_that_cannot_be_read__is_2(govreport: Govreport, made: Path, tmp_path: Path) -> None:
    result = govreport("verify", made / f"{STEM}.html", "--against", tmp_path / "absent.yaml")

    assert result.code == 2
    assert "没有这个文件" in result.err


def test_profile__has_to_be_the_one_rendered_with(govreport: Govreport, clean: Path, tmp_path: Path) -> None:
    profile = tmp_path / "本省.yaml"
    profile.write_text('profile: 本省\ncaption: "附表{number} {title}"\nsignature: never\n', encoding="utf-8")
    govreport("render", clean, "-o", tmp_path / "out", "--to", "html,json", "--profile", profile)
    files = sorted((tmp_path / "out").iterdir())

    assert govreport("verify", *files, "--against", clean, "--profile", profile).code == 0
    assert govreport("verify", *files, "--against", clean).code == 1


def test_charts__are_noted_or_compared(govreport: Govreport, clean: Path, tmp_path: Path) -> None:
    prior = clean.parent / "prior.yaml"
    govreport("render", clean, "-o", tmp_path, "--to", "docx,html", "--charts", "--prior", prior)
    files = sorted(tmp_path.iterdir())

    passed_over = govreport("verify", *files, "--against", clean)
    compared = govreport("verify", *files, "--against", clean, "--prior", prior)
    of_one_year = govreport("verify", *files, "--against", clean, "--charts")

    assert (passed_over.code, compared.code, of_one_year.code) == (0, 0, 1)
    assert passed_over.out.count("4张图表没有核对") == 2
    assert "没有核对" not in compared.out


def own_templates(folder: Path, *changes: tuple[str, str]) -> Path:
    """The shipped page with pieces of its template changed."""
    shipped = Path(__file__).resolve().parents[2] / "templates/report.html.j2"
    text = shipped.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    folder.mkdir()
    (folder / "report.html.j2").write_text(text, encoding="utf-8")
    return folder


def test_own_template__may_add_a_line(govreport: Govreport, clean: Path, tmp_path: Path) -> None:
    templates = own_templates(tmp_path / "own", ("</main>", "<p>本局网站 2024</p></main>"))
    options = ("--templates", templates)
    rendered = govreport("render", clean, "-o", tmp_path / "out", "--to", "html", *options)
    (page,) = (tmp_path / "out").iterdir()

    assert rendered.code == 0
    assert govreport("verify", page, "--against", clean, *options).code == 0
    assert govreport("verify", page, "--against", clean).code == 1


def test_own_template_that_changes_figures__writes_nothing(
    govreport: Govreport, clean: Path, tmp_path: Path
) -> None:
    templates = own_templates(tmp_path / "own", ("{{ each.text }}", "{{ each.text | replace('21', '12') }}"))
    arguments = ("render", clean, "-o", tmp_path / "out", "--to", "html,csv", "--templates", templates)

    refused = govreport(*arguments)
    assert refused.code == 2
    assert "与填报内容不一致" in refused.out
    assert not (tmp_path / "out").exists()

    assert govreport(*arguments, "--no-verify").code == 0


def test_schema_of_the_data__needs_no_edition(govreport: Govreport) -> None:
    result = govreport("editions", "schema", "--data")

    assert result.code == 0
    assert json.loads(result.out)["$id"] == "urn:govreport:report-data:1"
    assert govreport("editions", "schema").code == 2


def test_english__says_the_same(govreport: Govreport, clean: Path, made: Path) -> None:
    result = govreport("verify", wrong(made), "--against", clean, "--lang", "en")

    assert result.code == 1
    assert "filed “21”, the document says “27”" in result.out
