"""`govreport render --charts`: drawn after the tables, from this year's file and those before it."""

from __future__ import annotations

import re
from pathlib import Path

from cli.conftest import SAMPLES, Govreport

AUDIT = SAMPLES / "county-audit-2024/report.yaml"
PRIOR = SAMPLES / "county-audit-2024/prior.yaml"
EDITIONS = SAMPLES.parent / "tests/data/editions"
CAPTION = re.compile(r"<figcaption>(图.*?)</figcaption>")
ZERO = re.compile(r"(?<=: )[1-9][0-9]*(?=[,}])")


def captions(folder: Path) -> list[str]:
    (page,) = folder.glob("*.html")
    return CAPTION.findall(page.read_text(encoding="utf-8"))


def copy(source: Path, target: Path, *changes: tuple[str, str]) -> Path:
    text = source.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    target.write_text(text, encoding="utf-8")
    return target


def test_charts__of_this_year_alone(govreport: Govreport, tmp_path: Path) -> None:
    result = govreport("render", AUDIT, "--charts", "-o", tmp_path, "--to", "html")

    assert result.code == 0
    assert captions(tmp_path) == [
        "图1\u30002024年新收和办结的政府信息公开申请（单位：件）",
        "图2\u30002024年政府信息公开申请各类办理结果（单位：件）",
        "图3\u30002024年政府信息公开申请不予公开的原因（单位：件）",
    ]


def test_priors__each_add_a_year_in_any_order(govreport: Govreport, tmp_path: Path) -> None:
    older = copy(PRIOR, tmp_path / "2022.yaml", ("year: 2023", "year: 2022"), ("2024-01-19", "2023-01-19"))
    priors = ["--prior", PRIOR, "--prior", older]

    result = govreport("render", AUDIT, "--charts", *priors, "-o", tmp_path / "a", "--to", "html")
    govreport("render", AUDIT, "--charts", *priors[2:], *priors[:2], "-o", tmp_path / "b", "--to", "html")

    assert result.code == 0
    assert captions(tmp_path / "a")[0].startswith("图1\u30002022—2024年新收")
    assert captions(tmp_path / "b") == captions(tmp_path / "a")


def test_without_the_option__no_chart(govreport: Govreport, tmp_path: Path) -> None:
    govreport("render", AUDIT, "--prior", PRIOR, "-o", tmp_path, "--to", "html")

    assert captions(tmp_path) == []


def test_units__take_their_own_years(govreport: Govreport, tmp_path: Path) -> None:
    other = copy(AUDIT, tmp_path / "other.yaml", ("青溪县审计局", "青溪县财政局"), ("[县审计局]", "[]"))

    result = govreport(
        "render", AUDIT, other, "--charts", "--prior", PRIOR, "-o", tmp_path / "o", "--to", "html"
    )

    assert result.code == 0
    first = {
        page.name[5:11]: CAPTION.findall(page.read_text(encoding="utf-8"))[0]
        for page in (tmp_path / "o").glob("*.html")
    }
    assert first["青溪县审计局"].startswith("图1\u30002023—2024年")
    assert first["青溪县财政局"].startswith("图1\u30002024年")


def test_edition_without_charts__says_so_once_and_renders(govreport: Govreport, tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text(
        "format: 1\nyear: 2027\nagency: {name: 某县审计局, kind: department, level: county}\n",
        encoding="utf-8",
    )

    result = govreport(
        "--editions", EDITIONS, "render", path, "--charts", "--draft", "-o", tmp_path / "o", "--to", "html"
    )

    assert result.code == 0
    assert result.out.count("没有画图：格式 ogi-2027 没有规定图表") == 1
    assert captions(tmp_path / "o") == []


def test_nothing_to_draw__says_so_and_renders(govreport: Govreport, tmp_path: Path) -> None:
    text = AUDIT.read_text(encoding="utf-8")
    head, tables = text.split("\ntables:\n")
    path = tmp_path / "report.yaml"
    path.write_text(f"{head}\ntables:\n{ZERO.sub('0', tables)}", encoding="utf-8")

    result = govreport("render", path, "--charts", "--draft", "-o", tmp_path / "o", "--to", "html")

    assert result.code == 0
    assert result.out.count("没有画图") == 1
    assert captions(tmp_path / "o") == []


def test_note__in_english(govreport: Govreport, tmp_path: Path) -> None:
    path = SAMPLES / "sifangtai-2017/report.yaml"

    result = govreport("render", path, "--charts", "--draft", "-o", tmp_path, "--to", "html", "--lang", "en")

    assert result.code == 0
    assert result.out.count("no charts: there are no figures to draw") == 1


def test_blocked__draws_nothing_and_exits_1(govreport: Govreport, broken: Path, tmp_path: Path) -> None:
    result = govreport("render", broken, "--charts", "-o", tmp_path / "o")

    assert result.code == 1
    assert not (tmp_path / "o").exists()
    assert "没有画图" not in result.out


def test_prior_that_cannot_be_read__is_one_line_and_2(govreport: Govreport, tmp_path: Path) -> None:
    bad = tmp_path / "2023.yaml"
    bad.write_text("year: [", encoding="utf-8")

    result = govreport("render", AUDIT, "--charts", "--prior", bad, "-o", tmp_path / "o")

    assert result.code == 2
    assert str(bad) in result.out + result.err
    assert not (tmp_path / "o").exists()


def test_again__gives_equal_bytes_in_every_format(govreport: Govreport, tmp_path: Path) -> None:
    arguments = ["render", AUDIT, "--charts", "--prior", PRIOR, "--to", "docx,pdf,html,fragment"]
    for folder in ("a", "b"):
        assert govreport(*arguments, "-o", tmp_path / folder).code == 0

    first, second = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in "ab")
    assert len(first) == 4
    assert first == second


def test_help__names_what_is_drawn(govreport: Govreport) -> None:
    assert "--charts" in govreport("render", "--help").out
    assert "reasons of refusals" in " ".join(govreport("render", "--help", "--lang", "en").out.split())
