"""What stands in a receipt, and what does not."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from receipts.rendered import SAMPLES, Unit, receipt_at

from govreport_writer import editions
from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.files import Order
from govreport_writer.documents.pdf.fonts import Family
from govreport_writer.errors import RenderError
from govreport_writer.profile import load_profile
from govreport_writer.receipts import installation, lent, writing
from govreport_writer.receipts.installation import engines_part, fonts_part, templates_part
from govreport_writer.receipts.names import name_below
from govreport_writer.receipts.schema import FILE, schema_text
from govreport_writer.receipts.shape import receipt_in
from govreport_writer.rules_off import RuleOff
from govreport_writer.submission_reading import read_submission

PERSONS = """
filing:
  {supervisor: 周正言, head: 沈同舟, reviewer: 许知远, filler: 郑晓岚, phone: 0574-88990011, date: 2025-01-16}
"""


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def data_of(path: Path) -> dict[str, object]:
    tree = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(tree, dict)
    return tree


def test_schema__is_that_of_the_shape() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == json.loads(schema_text())


@pytest.mark.parametrize("sample", sorted(path.parent.name for path in SAMPLES.glob("*/report.yaml")))
def test_receipt__of_each_sample_fits_its_schema(sample: str, tmp_path: Path) -> None:
    receipt = data_of(Unit(tmp_path, sample, ("json",), draft=True).begin().render())

    Draft202012Validator(json.loads(FILE.read_text(encoding="utf-8"))).validate(receipt)


@pytest.mark.parametrize("change", [{"format": 2}, {"secret": 1}, {"time": "yesterday"}, {"verdict": None}])
def test_schema__refuses_what_is_no_receipt(change: dict[str, object], tmp_path: Path) -> None:
    receipt = data_of(Unit(tmp_path).begin().render()) | change

    assert not Draft202012Validator(json.loads(FILE.read_text(encoding="utf-8"))).is_valid(receipt)


def test_receipt__names_input_and_documents_with_their_hashes(tmp_path: Path) -> None:
    unit = Unit(tmp_path).begin()

    receipt = receipt_at(unit.render())

    assert receipt.input.name == "county-audit-2024/report.yaml"
    assert receipt.input.sha256 == sha256(unit.path)
    assert receipt.input.bytes == unit.path.stat().st_size
    assert [each.format for each in receipt.outputs] == ["html", "json"]
    for each in receipt.outputs:
        assert each.sha256 == sha256(unit.out / each.name)
        assert each.bytes == (unit.out / each.name).stat().st_size
    assert (receipt.unit.agency, receipt.unit.year) == ("青溪县审计局", 2024)
    assert (receipt.verdict, receipt.time) == ("clean", "2025-01-17")


def test_receipt__lies_beside_the_documents_under_their_name(tmp_path: Path) -> None:
    final, draft = Unit(tmp_path / "a").begin(), Unit(tmp_path / "b", draft=True).begin()

    assert final.render() == final.out / "receipts/2024_青溪县审计局_政府信息公开工作年度报告.receipt.json"
    assert draft.render().name == "2024_青溪县审计局_政府信息公开工作年度报告_草稿.receipt.json"


def test_receipt__is_read_back_as_it_was_written(tmp_path: Path) -> None:
    path = Unit(tmp_path).begin().render()

    assert receipt_at(path).as_bytes() == path.read_bytes()
    assert path.read_bytes().endswith(b"}\n")


def test_receipt__holds_no_person_and_no_path(tmp_path: Path) -> None:
    unit = Unit(tmp_path).begin()
    unit.path.write_text(unit.path.read_text(encoding="utf-8") + PERSONS, encoding="utf-8")

    written = unit.render().read_text(encoding="utf-8")

    assert not [name for name in ("周正言", "沈同舟", "许知远", "郑晓岚", "88990011") if name in written]
    assert str(tmp_path) not in written
    assert str(SAMPLES) not in written


def test_receipt__tells_which_explanations_answered_what(tmp_path: Path) -> None:
    unit = Unit(tmp_path, "beilun-2017", ("json",)).begin()

    receipt = receipt_at(unit.render())
    explained = {each.finding: each for each in receipt.explanations}

    assert receipt.verdict == "clean"
    assert explained["GR610@overview.meetings.1"].state == "explained"
    assert explained["GR610@overview.meetings.1"].by == "样例整理者"
    assert "看错了行" in explained["GR610@overview.meetings.1"].text


def test_receipt__tells_that_an_explanation_has_lapsed(tmp_path: Path) -> None:
    unit = Unit(tmp_path, "beilun-2017", ("json",), draft=True).begin()
    text = unit.path.read_text(encoding="utf-8").replace("6次 ≠ 8", "5次 ≠ 8")
    unit.path.write_text(text, encoding="utf-8")

    receipt = receipt_at(unit.render())

    states = {each.finding: each.state for each in receipt.explanations}
    assert (receipt.verdict, states["GR610@overview.meetings.1"]) == ("explain", "lapsed")


def test_receipt__names_rules_that_were_off(tmp_path: Path) -> None:
    off = (RuleOff(rule="GR510", reason="规则有误", date=date(2025, 1, 3)),)

    receipt = receipt_at(Unit(tmp_path, off=off).begin().render())

    assert [(each.rule, each.reason, each.date) for each in receipt.rules.off] == [
        ("GR510", "规则有误", date(2025, 1, 3))
    ]


def test_receipt__names_earlier_years_and_not_those_of_others(tmp_path: Path) -> None:
    prior = SAMPLES / "county-audit-2024/prior.yaml"
    unit = Unit(tmp_path, priors=(SAMPLES / "beilun-2020/report.yaml", prior)).begin()

    receipt = receipt_at(unit.render())

    assert [(each.year, each.sha256) for each in receipt.beside.earlier] == [(2023, sha256(prior))]


def test_time__is_the_environments_before_the_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1736900000")

    assert receipt_at(Unit(tmp_path).begin().render()).time == "2025-01-15T00:13:20Z"


@pytest.mark.parametrize("given", ["tomorrow", "1e9", "9" * 30])
def test_time__that_is_no_number_is_one_line(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)

    with pytest.raises(RenderError, match="SOURCE_DATE_EPOCH"):
        Unit(tmp_path).begin().render()


def test_time__of_an_undated_report_is_null(tmp_path: Path) -> None:
    unit = Unit(tmp_path, draft=True).begin()
    text = unit.path.read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith(("published:", "signature:"))]
    unit.path.write_text("\n".join(kept), encoding="utf-8")

    assert receipt_at(unit.render()).time is None


def test_templates__are_those_of_the_formats_and_an_agencys_own_where_it_has_them(tmp_path: Path) -> None:
    own = tmp_path / "look"
    own.mkdir()
    (own / "report.css").write_text("h1 { color: red }", encoding="utf-8")
    order = Order(tmp_path, ("html", "csv"), appearance=Appearance(templates=own))

    assert list(templates_part(order)) == ["report.css", "report.html.j2"]
    assert templates_part(order)["report.css"] == sha256(own / "report.css")
    assert list(templates_part(Order(tmp_path, ("csv", "json")))) == []


def test_fonts_and_engines__are_named_where_they_are_used(tmp_path: Path) -> None:
    data, pdf = Order(tmp_path, ("json",)), Order(tmp_path, ("pdf",))
    weasyprint = replace(pdf, appearance=Appearance(pdf_engine="weasyprint", pdf_standard="ua-1"))

    assert (fonts_part(data), list(engines_part(data))) == ({}, ["markdown-it-py"])
    assert {"gongwen-song.otf", "gongwen-kai.ttf"} <= fonts_part(pdf).keys()
    assert "typst" in engines_part(pdf)
    assert {"weasyprint", "pikepdf"} <= engines_part(weasyprint).keys()
    assert "typst" not in engines_part(weasyprint)


def test_fonts__of_this_computer_are_named_without_their_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.ttf").write_bytes(b"glyphs")
    own = Family("Own", file=str(tmp_path / "own.ttf"))
    monkeypatch.setattr(installation, "families", lambda _: {"body": (own, Family("Gongwen Song"))})

    fonts = fonts_part(Order(tmp_path, ("pdf",), appearance=Appearance(load_profile("system"))))
    shipped = fonts_part(Order(tmp_path, ("pdf",)))

    assert fonts == {**shipped, "own.ttf": sha256(tmp_path / "own.ttf")}


def test_lent_fonts__are_those_installed_under_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rare.otf").write_bytes(b"glyphs")
    monkeypatch.setattr(lent, "installed_files", lambda: (tmp_path / "rare.otf",))
    lent._installed.cache_clear()
    here = {"song.otf": "1" * 64}

    assert lent.same_fonts(here, {**here, "rare.otf": sha256(tmp_path / "rare.otf")})
    assert lent.unlike_fonts(here, {**here, "rare.otf": "2" * 64}) == ("rare.otf",)
    assert lent.unlike_fonts(here, {**here, "gone.otf": "2" * 64}) == ("gone.otf",)
    assert lent.unlike_fonts(here, {}) == ("song.otf",)
    lent._installed.cache_clear()


def test_edition__that_extends_another_is_hashed_over_both() -> None:
    files = editions.sources("ogi-2019-zhejiang")

    assert [path.name for path in files] == ["ogi-2019.yaml", "ogi-2019-zhejiang.yaml"]
    assert [path.name for path in editions.sources("ogi-2021")] == ["ogi-2021.yaml"]


@pytest.mark.parametrize(
    "name", ["../report.yaml", "/etc/passwd", "a/../../b.yaml", "a//b.yaml", "", ".", "//x/y"]
)
def test_name__that_leads_elsewhere_makes_no_receipt(name: str, tmp_path: Path) -> None:
    receipt = receipt_at(Unit(tmp_path).begin().render())
    forged = receipt.model_copy(update={"input": receipt.input.model_copy(update={"name": name})})

    assert receipt_in(forged.sealed().as_bytes()) is None


@pytest.mark.parametrize("name", ["../x.pdf", "/etc/passwd", "a/b.pdf", "a\\b.pdf", "..", ""])
def test_output__outside_the_folder_makes_no_receipt(name: str, tmp_path: Path) -> None:
    receipt = receipt_at(Unit(tmp_path).begin().render())
    output = receipt.outputs[0].model_copy(update={"name": name})

    assert receipt_in(receipt.model_copy(update={"outputs": (output,)}).sealed().as_bytes()) is None


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("局/report.yaml", "局/report.yaml"),
        ("12:30.yaml", "12:30.yaml"),
        ("/srv/county/report.yaml", "srv/county/report.yaml"),
        ("../next/report.yaml", "next/report.yaml"),
        ("..", "_"),
    ],
)
def test_name_of_a_unit__is_kept_below_a_folder(name: str, kept: str) -> None:
    assert name_below(name) == kept
    assert name_below(kept) == kept


def test_font__that_lends_the_pdf_a_rare_character_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    font = tmp_path / "rare.otf"
    font.write_bytes(b"glyphs")
    monkeypatch.setattr(writing, "installed_fonts", lambda missing: dict.fromkeys(missing, (font, 0)))
    submission = read_submission(SAMPLES / "county-audit-2024/report.yaml")
    section = replace(submission.raw.narrative[0], before="\U0002b5b0")
    rare = replace(submission, raw=replace(submission.raw, narrative=(section,)))

    assert writing._lent(rare, Order(tmp_path, ("pdf",))) == {"rare.otf": sha256(font)}
    assert writing._lent(rare, Order(tmp_path, ("html",))) == {}
    assert writing._lent(submission, Order(tmp_path, ("pdf",))) == {}
