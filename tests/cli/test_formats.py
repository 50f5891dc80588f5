"""`check --format`: every format says the same, and agency text in it is text."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cli.conftest import SAMPLES, Govreport
from lxml import html

from govreport_writer import messages
from govreport_writer.checks import footing
from govreport_writer.findings import Finding, Instance, Place
from govreport_writer.pipeline import Outcome
from govreport_writer.reports import writer
from govreport_writer.resources import templates_folder
from govreport_writer.rules_off import codes

MACHINE = ("json", "jsonl", "csv", "sarif", "html")
HOSTILE = '"<script>alert(1)</script>"'
FORMULA = "\"=cmd|' /C calc'!A1\""
NAME = "name: 青溪县自然资源和规划局"
SCHEMA = Path(__file__).resolve().parents[1] / "data" / "sarif-2.1.0-subset.schema.json"
BASE = Path(__file__).resolve().parents[1] / "checks/bases/department-2024.yaml"
BLANK = ("penalty: {decisions: 4}", "penalty: {decisions: /}")
RULES = "rules: {off: [{rule: requests.balance, reason: '<b>口径待定</b>', date: 2025-01-10}]}\n"


def changed(path: Path, source: Path, *changes: tuple[str, str]) -> Path:
    text = source.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


def objects(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def table(out: str) -> list[dict[str, str]]:
    """Return the rows of a CSV by the names that the contract has for its columns."""
    assert out.startswith("\ufeff")
    heads, *rows = csv.reader(io.StringIO(out[1:], newline=""))
    names = [key.removeprefix("csv.") for key in messages.catalogue("zh", "texts") if key.startswith("csv.")]
    assert heads == [messages.text(f"csv.{name}") for name in names]
    return [dict(zip(names, row, strict=True)) for row in rows]


def log(out: str) -> dict[str, Any]:
    """Return the one run of a SARIF log, held against the schema."""
    found = json.loads(out)
    jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(found)
    (run,) = found["runs"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    return run  # type: ignore[no-any-return]


def page(out: str) -> html.HtmlElement:
    return html.document_fromstring(out.encode())


@pytest.mark.parametrize("form", ["text", *MACHINE])
@pytest.mark.parametrize(
    ("sample", "code"), [("county-audit-2024/report.yaml", 0), ("broken-2024", 1), ("none", 2)]
)
def test_exit_code__is_the_same_in_every_format(
    govreport: Govreport, form: str, sample: str, code: int
) -> None:
    assert govreport("check", SAMPLES / sample, "--format", form).code == code


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_ids__are_the_same_in_every_format(govreport: Govreport, broken: Path, language: str) -> None:
    out = {form: govreport("check", broken, "--format", form, "--lang", language).out for form in MACHINE}

    ids = [finding["id"] for unit in json.loads(out["json"])["units"] for finding in unit["findings"]]
    assert [line["id"] for line in objects(out["jsonl"])] == ids
    assert list(dict.fromkeys(row["id"] for row in table(out["csv"]))) == ids
    results = log(out["sarif"])["results"]
    assert [result["partialFingerprints"]["govreportFinding/v1"] for result in results] == ids
    assert len(page(out["html"]).xpath("//article")) == len(ids)


# JSON Lines


def test_jsonl__is_the_finding_with_its_unit(govreport: Govreport, broken: Path) -> None:
    (unit,) = json.loads(govreport("check", broken, "--format", "json").out)["units"]

    lines = objects(govreport("check", broken, "--format", "jsonl").out)

    own = {"file": unit["file"], "agency": unit["agency"], "agency_code": unit["code"]}
    own |= {"year": 2024, "verdict": "blocked"}
    assert lines == [own | finding for finding in unit["findings"]]


def test_jsonl__a_unit_without_findings_or_with_an_error_has_a_line(
    govreport: Govreport, clean: Path, tmp_path: Path
) -> None:
    prior = ("--prior", clean.parent / "prior.yaml")

    first, second = objects(
        govreport("check", clean, tmp_path / "none.yaml", *prior, "--format", "jsonl").out
    )

    assert (first["verdict"], first["not_checked"], "id" in first, "error" in first) == (
        "clean",
        [],
        False,
        False,
    )
    assert (second["verdict"], second["agency"]) == ("unreadable", None)
    assert str(tmp_path) in second["error"]


# CSV


def test_csv__has_a_row_an_instance_with_its_own_sum(govreport: Govreport, broken: Path) -> None:
    rows = [row for row in table(govreport("check", broken, "--format", "csv").out) if row["code"] == "GR302"]

    assert [row["column"] for row in rows] == ["自然人", "总计"]
    assert [(row["left"], row["right"], row["difference"]) for row in rows] == [
        ("41", "40", "1"),
        ("55", "54", "1"),
    ]
    assert "37 + 4 = 38 + 2" in rows[0]["message"]
    assert "50 + 5 = 51 + 3" in rows[1]["message"]
    assert {row["id"] for row in rows} == {"requests.balance@requests/received/natural_person"}


def test_csv__ends_its_lines_as_spreadsheets_do(govreport: Govreport, broken: Path, tmp_path: Path) -> None:
    govreport("check", broken, "--format", "csv", "-o", tmp_path / "r.csv")

    data = (tmp_path / "r.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")


def test_csv__negative_figures_stay_figures(govreport: Govreport, broken: Path) -> None:
    rows = table(govreport("check", broken, "--format", "csv").out)

    assert "-2" in {row["difference"] for row in rows}


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(1)", " =1+1", "\N{FULLWIDTH EQUALS SIGN}1+1"])
def test_csv__a_text_that_looks_like_a_formula_is_text(
    govreport: Govreport, tmp_path: Path, broken: Path, name: str
) -> None:
    path = changed(tmp_path / "report.yaml", broken, (NAME, f'name: "{name}"'))

    rows = table(govreport("check", path, "--format", "csv").out)

    assert {row["agency"] for row in rows} == {f"'{name.strip()}"}


def test_csv__a_clean_and_an_unreadable_unit_have_a_row(
    govreport: Govreport, clean: Path, tmp_path: Path
) -> None:
    first, second = table(govreport("check", clean, tmp_path / "none.yaml", "--format", "csv").out)

    assert (first["verdict"], first["id"], first["message"]) == ("可发布", "", "")
    assert (second["verdict"], second["agency"]) == ("无法读取", "")
    assert "没有这个文件" in second["message"]


# SARIF


def test_sarif__lists_every_rule_with_its_titles(govreport: Govreport, clean: Path) -> None:
    run = log(govreport("check", clean, "--format", "sarif").out)

    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert list(rules) == list(codes())
    assert rules["GR302"]["shortDescription"]["text"] == "两边不相等"
    assert rules["GR302"]["fullDescription"]["text"].startswith("adds the terms of each side")
    assert run["invocations"][0]["executionSuccessful"] is True


def test_sarif__a_result_names_the_line_and_the_path(govreport: Govreport, broken: Path) -> None:
    run = log(govreport("check", broken, "--format", "sarif").out)

    result = next(each for each in run["results"] if each["ruleId"] == "GR302")
    (location,) = result["locations"]
    line = location["physicalLocation"]["region"]["startLine"]
    assert result["level"] == "error"
    assert "received" in broken.read_text(encoding="utf-8").splitlines()[line - 1]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == broken.as_uri()
    assert [each["fullyQualifiedName"] for each in location["logicalLocations"]] == [
        "requests/received/natural_person"
    ]
    assert len(result["relatedLocations"]) == 7


def test_sarif__a_result_names_the_cell_of_a_workbook(
    govreport: Govreport, broken: Path, tmp_path: Path
) -> None:
    govreport("convert", broken, "-o", tmp_path / "报告 1.xlsx")

    run = log(govreport("check", tmp_path / "报告 1.xlsx", "--format", "sarif").out)

    result = next(each for each in run["results"] if each["ruleId"] == "GR302")
    (location,) = result["locations"]
    assert location["logicalLocations"][0]["fullyQualifiedName"].startswith("三、申请!D")
    assert location["physicalLocation"]["artifactLocation"]["uri"].endswith("%E6%8A%A5%E5%91%8A%201.xlsx")
    assert "region" not in location["physicalLocation"]


def test_sarif__a_cell_of_last_year_is_in_no_line_of_this_file(
    govreport: Govreport, clean: Path, tmp_path: Path
) -> None:
    prior = changed(
        tmp_path / "prior.yaml",
        clean.parent / "prior.yaml",
        ("carried_out: {natural_person: 2", "carried_out: {natural_person: 3"),
    )

    run = log(govreport("check", clean, "--prior", prior, "--format", "sarif").out)

    (result,) = (each for each in run["results"] if each["ruleId"] == "GR502")
    assert result["level"] == "warning"
    last = result["relatedLocations"][0]
    assert "physicalLocation" not in last
    assert last["logicalLocations"][0]["fullyQualifiedName"].startswith("prior/requests/carried_out")


def test_sarif__an_explained_finding_is_suppressed(govreport: Govreport) -> None:
    run = log(govreport("check", SAMPLES / "beilun-2020", "--format", "sarif").out)

    explained = [result for result in run["results"] if "suppressions" in result]
    assert explained
    for result in explained:
        ((suppression),) = result["suppressions"]
        assert (suppression["kind"], suppression["status"]) == ("inSource", "accepted")
        assert suppression["justification"]


def test_sarif__says_what_failed(
    govreport: Govreport, clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raising(context: object) -> None:
        raise ZeroDivisionError("twelve months")

    monkeypatch.setattr(footing, "check", raising)

    run = log(govreport("--debug", "check", clean, tmp_path / "none.yaml", "--format", "sarif").out)

    (invocation,) = run["invocations"]
    texts = [
        each["message"]["text"]
        for each in invocation["toolExecutionNotifications"]
        if each["level"] == "error"
    ]
    assert invocation["executionSuccessful"] is False
    assert any("GR301" in text for text in texts)
    assert any("none.yaml" in text for text in texts)


def test_schema__refuses_what_is_no_sarif(govreport: Govreport, broken: Path) -> None:
    good = json.loads(govreport("check", broken, "--format", "sarif").out)
    validator = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    bad: list[dict[str, Any]] = [json.loads(json.dumps(good)) for _ in range(3)]
    bad[0]["runs"][0]["results"][0]["level"] = "must"
    bad[1]["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    del bad[2]["runs"][0]["tool"]

    assert validator.is_valid(good)
    assert [validator.is_valid(each) for each in bad] == [False] * 3


# HTML


def test_html__asks_for_nothing_from_outside(govreport: Govreport, broken: Path) -> None:
    found = page(govreport("check", broken, "--format", "html").out)

    assert not found.xpath("//script | //link | //iframe | //object | //img | //@src")
    assert not re.search(r"url\(|@import", found.xpath("string(//style)"))


@pytest.mark.parametrize(("language", "lang"), [("zh", "zh-CN"), ("en", "en")])
def test_html__has_its_language_and_one_h1(
    govreport: Govreport, broken: Path, language: str, lang: str
) -> None:
    found = page(govreport("check", broken, "--format", "html", "--lang", language).out)

    assert found.get("lang") == lang
    assert len(found.xpath("//h1")) == 1
    levels = [int(heading.tag[1]) for heading in found.xpath("//h1 | //h2 | //h3 | //h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(found.xpath("//th[@scope]")) == len(found.xpath("//th"))


def test_html__shows_both_sides_and_what_to_do(govreport: Govreport, broken: Path) -> None:
    found = page(govreport("check", broken, "--format", "html").out)

    (article,) = found.xpath("//article[contains(., 'requests.balance')]")
    rows = [[cell.text_content() for cell in row.xpath("./td")][1:] for row in article.xpath(".//tbody/tr")]
    assert rows == [["37 + 4 = 38 + 2", "41", "40", "+1"], ["50 + 5 = 51 + 3", "55", "54", "+1"]]
    assert "台账" in article.text_content()
    assert "报表原文（表头（原文））" in article.text_content()


def test_html__gives_what_an_explanation_needs(govreport: Govreport, tmp_path: Path) -> None:
    path = changed(tmp_path / "report.yaml", BASE, BLANK)
    (paste,) = page(govreport("check", path, "--format", "html").out).xpath("//pre")

    beside = tmp_path / "report.explanations.yaml"
    beside.write_text(f"{paste.text}空白的格确实没有数字可填\n", encoding="utf-8")

    assert govreport("check", path).code == 0


def test_html__of_a_workbook_gives_the_two_cells_of_a_row(govreport: Govreport, tmp_path: Path) -> None:
    govreport("convert", changed(tmp_path / "report.yaml", BASE, BLANK), "-o", tmp_path / "report.xlsx")

    found = page(govreport("check", tmp_path / "report.xlsx", "--format", "html").out)

    assert next(code.text for code in found.xpath("//div[@class='paste']//code")) == "GR101@disclosure"


def test_html__lists_what_was_skipped_and_not_checked(
    govreport: Govreport, clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raising(context: object) -> None:
        raise ZeroDivisionError("<b>twelve</b> months")

    monkeypatch.setattr(footing, "check", raising)

    found = page(govreport("check", clean, "--format", "html").out)

    assert "<b>twelve</b> months" in found.xpath("string(//ul[@class='error'])")
    assert "requests.carried" in found.xpath("string(//ul[@class='skipped'])")


def luminance(colour: str) -> float:
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_html__every_colour_of_text_stands_out() -> None:
    colours = dict(
        re.findall(r"--(\w+): (#[0-9a-f]{6})", (templates_folder() / "check.css").read_text("utf-8"))
    )
    grounds = [colours.pop("paper"), colours.pop("band")]
    colours.pop("rule")

    ratios = [
        (luminance(ground) + 0.05) / (luminance(colour) + 0.05)
        for colour in colours.values()
        for ground in grounds
    ]
    assert len(colours) >= 7
    assert min(ratios) >= 4.5


# Agency text, numbers, files


@pytest.mark.parametrize("name", [HOSTILE, FORMULA, '"甲\\u0007\\u001b[31m局"', '"a,\\"b\\";\\nc"'])
@pytest.mark.parametrize("form", ["text", *MACHINE])
def test_agency_text__is_text_in_every_format(
    govreport: Govreport, broken: Path, tmp_path: Path, form: str, name: str
) -> None:
    path = changed(tmp_path / "report.yaml", broken, (NAME, f"name: {name}"))

    result = govreport("check", path, "--format", form)

    assert result.code == 1
    assert "\x1b[31m" not in result.out
    assert "\x07" not in result.out
    if form == "html":
        found = page(result.out)
        assert not found.xpath("//script")
        assert json.loads(name).replace("\x07", "").replace("\x1b", "").split("\n")[0] in found.text_content()
    elif form == "csv":
        assert len({row["agency"] for row in table(result.out)}) == 1
    elif form in ("json", "sarif"):
        json.loads(result.out)


def test_name_of_a_file__is_text_too(govreport: Govreport, broken: Path, tmp_path: Path) -> None:
    path = changed(tmp_path / "<b>=a,b#1%.yaml", broken)

    assert not page(govreport("check", path, "--format", "html").out).xpath("//b")
    (uri,) = {
        each["location"]["uri"]
        for each in log(govreport("check", path, "--format", "sarif").out)["artifacts"]
    }
    assert uri.endswith("%3Cb%3E%3Da%2Cb%231%25.yaml")


@pytest.mark.parametrize("form", MACHINE)
def test_many_findings__are_all_there(form: str) -> None:
    places = [
        Instance((Place(path=f"t/r/c{index}", line=index + 1),), index, 0, "a = b", f"{index} = 0")
        for index in range(300)
    ]
    findings = tuple(
        Finding("GR302", "must", f"t/r{index}/c", tuple(places), relation=f"t.r{index}")
        for index in range(40)
    )
    outcome = Outcome("report.yaml", findings=findings)

    text = writer(form)([outcome], ()).decode()

    if form == "csv":
        assert len(table(text)) == 12_000
    elif form == "html":
        assert len(page(text).xpath("//article")) == 40
        assert len(page(text).xpath("//article[1]//tbody/tr")) == 50
        assert "另有250处" in text
    else:
        assert text.count("t.r39@t/r39/c") == 1


@pytest.mark.parametrize("form", ["text", *MACHINE])
def test_output__is_what_the_screen_would_show(
    govreport: Govreport, broken: Path, tmp_path: Path, form: str
) -> None:
    shown = govreport("check", broken, "--format", form)

    result = govreport("check", broken, "--format", form, "-o", tmp_path / "out" / "结果")

    assert result.code == shown.code == 1
    assert result.out == f"已生成 {tmp_path / 'out' / '结果'}\n"
    written = (tmp_path / "out" / "结果").read_bytes().decode()
    assert " ".join(written.split()) == " ".join(shown.out.split())  # a file has no terminal's width


@pytest.mark.parametrize(
    "target", ["report.yaml", "prior.yaml", "rules.yaml", "report.explanations.yaml", "."]
)
def test_output__never_replaces_an_input(
    govreport: Govreport, clean: Path, tmp_path: Path, target: str
) -> None:
    for name in ("report.yaml", "prior.yaml"):
        changed(tmp_path / name, clean.parent / name)
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    options = ("--prior", tmp_path / "prior.yaml", "--rules", tmp_path / "rules.yaml")

    result = govreport("check", tmp_path / "report.yaml", *options, "-o", tmp_path / target)

    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_output__by_another_name_is_still_the_input(
    govreport: Govreport, clean: Path, tmp_path: Path
) -> None:
    path = changed(tmp_path / "report.yaml", clean)
    (tmp_path / "link.yaml").symlink_to(path)

    assert govreport("check", path, "-o", tmp_path / "link.yaml").code == 2


def test_output__that_cannot_be_written_is_one_line_and_2(govreport: Govreport, clean: Path) -> None:
    result = govreport("check", clean, "--format", "html", "-o", "/proc/none/x.html")

    assert (result.code, result.err.count("\n")) == (2, 1)


# Rules switched off


@pytest.mark.parametrize("form", ["text", "json", "sarif", "html"])
def test_rules_off__are_named_in_the_result(
    govreport: Govreport, broken: Path, tmp_path: Path, form: str
) -> None:
    rules = tmp_path / "rules.yaml"
    rules.write_text(RULES, encoding="utf-8")

    result = govreport("check", broken, "--rules", rules, "--format", form)

    shown = page(result.out).text_content() if form == "html" else result.out
    assert result.code == 1
    assert all(part in shown for part in ("requests.balance", "<b>口径待定</b>", "2025-01-10"))
    if form == "json":
        run = json.loads(result.out)
        assert run["rules_off"] == [
            {"rule": "requests.balance", "reason": "<b>口径待定</b>", "date": "2025-01-10"}
        ]
        assert "requests.balance" not in {each["relation"] for each in run["units"][0]["findings"]}
    if form == "sarif":
        (notification,) = log(result.out)["invocations"][0]["toolConfigurationNotifications"]
        assert "requests.balance" in notification["message"]["text"]


def test_render__counts_only_rules_that_are_on(govreport: Govreport, tmp_path: Path) -> None:
    path = changed(tmp_path / "report.yaml", BASE, BLANK)
    rules = tmp_path / "rules.yaml"
    rules.write_text("rules: {off: [{rule: GR101, reason: a, date: 2025-01-10}]}", encoding="utf-8")
    options = ("render", path, "-o", tmp_path / "out", "--to", "html")

    without, with_rules = govreport(*options), govreport(*options, "--rules", rules)

    assert (without.code, with_rules.code) == (1, 0)
    assert "已关闭的规则：GR101（a，2025-01-10）" in with_rules.out
