"""`govreport rules`: the handbook says what checks, catalogues and editions say, and nothing of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli.conftest import Govreport
from lxml import html

from govreport_writer import editions, messages
from govreport_writer.handbook.codes import MODULES, all_codes
from govreport_writer.handbook.pages import pages
from govreport_writer.rules_off import codes, known_rules

HOSTILE = """
edition: ogi-2030-hostile
extends: ogi-2021
relations:
  - {id: requests.hostile, title: "<script>alert(1)</script> | `x`", kind: bound, table: requests,
     each: column, severity: hint, basis: regulation, cite: "<b>&amp;</b>",
     left: [received], right: [outcome.total, carried_out]}
"""


def test_code__is_explained_with_its_relations_in_every_edition(govreport: Govreport) -> None:
    result = govreport("rules", "GR302")

    assert result.code == 0
    assert result.out.startswith("GR302  两边不相等\n")
    assert "requests.balance  收到与办理不平衡" in result.out
    assert "格式：ogi-2019、ogi-2019-zhejiang、ogi-2021" in result.out
    assert "statistics.answered" in result.out
    assert "requests.carried" not in result.out


def test_code__in_small_letters_is_the_same(govreport: Govreport) -> None:
    assert govreport("rules", "gr302").out == govreport("rules", "GR302").out


def test_relation__stands_alone_under_its_code(govreport: Govreport) -> None:
    result = govreport("rules", "requests.balance", "--edition", "ogi-2021")

    assert re.findall(r"^(?:  )?([a-zA-Z][\w.]+)  ", result.out, re.MULTILINE) == [
        "GR302",
        "requests.balance",
    ]
    assert (
        "关系：一、本年新收政府信息公开申请数量 + 二、上年结转政府信息公开申请数量"
        " = （七）总计 + 四、结转下年度继续办理"
    ) in result.out
    assert "依据：报表原文（表头（原文））" in result.out


def test_footing__that_a_total_implies_is_a_relation(govreport: Govreport) -> None:
    result = govreport("rules", "reviews.review.total")

    assert "要求：合计等于各项之和" in result.out
    assert "总计 = " in result.out


def test_condition__says_which_agencies_are_meant(govreport: Govreport) -> None:
    result = govreport("rules", "disclosure.rules_authority", "--edition", "ogi-2021")

    assert "不适用于：类型为政府，且层级为省级或市级；" in result.out


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (["requests.balence"], "requests.balance"),
        (["GR3O2"], "GR302"),
        (["--edition", "ogi-2022"], "ogi-2021"),
    ],
)
def test_unknown_name__is_one_line_with_the_nearest(
    govreport: Govreport, arguments: list[str], near: str
) -> None:
    result = govreport("rules", *arguments)

    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert near in result.err


def test_relation__of_another_edition_is_unknown_in_this_one(govreport: Govreport) -> None:
    assert govreport("rules", "statistics.answered", "--edition", "ogi-2021").code == 2


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_handbook__has_every_code_and_every_relation(govreport: Govreport, form: str, language: str) -> None:
    out = govreport("rules", "--format", form, "--lang", language).out

    text = html.document_fromstring(out.encode()).text_content() if form == "html" else out.replace("\\", "")
    assert [name for name in known_rules() if name not in text] == []


def test_pages__hold_each_code_once() -> None:
    assert [page.id for page in pages()] == list(codes())


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_docstring__gives_every_code_what_why_and_example(module: object) -> None:
    own = [each for each in all_codes() if each.code in module.CODES]  # type: ignore[attr-defined]

    assert own
    assert all(each.what and each.why and each.example for each in own)
    assert all("What it does" not in each.why + each.example for each in own)


def test_relations__are_shown_with_the_edition_that_has_them() -> None:
    shown = {rule.id for page in pages(edition="ogi-2014") for rule in page.rules}

    assert shown == {identity.relation for identity in editions.load("ogi-2014").identities}


def test_english__has_no_chinese_but_the_forms_own(govreport: Govreport) -> None:
    page = html.document_fromstring(govreport("rules", "--format", "html", "--lang", "en").out.encode())

    assert page.get("lang") == "en"
    assert not re.search("[\u4e00-\u9fff]", "".join(page.xpath("//h2//text() | //dt//text()")))
    assert page.xpath("//dd[@lang='zh-CN']")


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_words_of_an_edition__are_text(govreport: Govreport, tmp_path: Path, form: str) -> None:
    (tmp_path / "hostile.yaml").write_text(HOSTILE, encoding="utf-8")

    result = govreport("--editions", tmp_path, "rules", "requests.hostile", "--format", form)

    assert result.code == 0
    assert "<script" not in result.out.replace("\\<script", "")
    assert "alert" in result.out


def test_html__asks_for_nothing_from_outside(govreport: Govreport) -> None:
    page = html.document_fromstring(govreport("rules", "--format", "html").out.encode())

    assert not page.xpath("//script | //link | //iframe | //img")
    assert len(page.xpath("//h1")) == 1
    targets = page.xpath("//nav//a/@href")
    assert [target for target in targets if not page.xpath(f"//*[@id='{target[1:]}']")] == []
