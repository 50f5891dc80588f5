"""Random submissions of any edition, as the tree that YAML and JSON share."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from govreport_writer import editions
from govreport_writer.form.edition import Cell, FormEdition
from govreport_writer.label_paths import label_paths
from govreport_writer.yaml_strict import Plain

Tree = dict[str, Any]

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Cf", "Zl", "Zp")), max_size=60
)
PARAGRAPHS = (
    st.lists(TEXTS, max_size=4)
    .map("\n\n".join)
    .filter(lambda text: not {"{{", "}}"} & {text[at : at + 2] for at in range(len(text))})
)


def figures(cell: Cell) -> st.SearchStrategy[Plain]:
    """A figure of a cell's type, blank, or one of the ways in which people mistype it."""
    counts: st.SearchStrategy[Plain] = st.integers(0, 10**7)
    odd = st.sampled_from(
        ["", "/", "无", "十二", "１２", "1,234", " 7", "-3", "2.5", "012", "1e5", "true", True, False]
    )
    if cell.type == "change":
        counts = st.integers(-(10**5), 10**5)
    if cell.type == "amount":
        counts = st.decimals(0, 10**6, places=2, allow_nan=False)
        if cell.unit is None:
            units = st.sampled_from(["元", "万元"])
            counts = st.fixed_dictionaries({"value": counts, "unit": units})
    return st.one_of(counts, counts, st.none(), odd)


BLOCKS = (
    "### （一）主动公开",
    "####  1.带数字的标题",
    "##### （1）小标题",
    "###（二）没有空格",
    "（三）没有标记的短行",
    "（四）没有标记的长句，读起来是正文，所以不会当作标题来读。",
    "一行\n又一行",
    "1. 甲\n2. 乙\n3. 丙",
    "- 甲\n- 乙\n  续行",
    "| 类别 | 数量 |\n|---|---|\n| 甲 | 1 |",
    "![走势图](chart.png)",
    "前 ![图](chart.png) 后",
    "=1+1",
    "'=SUM(A1:A9)",
    "_y0041_ 和 _",
    "　　段首空两格",
    "  两个空格",
    "    四个空格",
    "**加粗**与*斜体*",
    "+ 加号",
    "# 一级标题",
    "> 引文",
    "http://example.com/?a=1&b=2",
    "<b>&amp;</b>",
    "2025-01-17",
    "012",
    "true",
)
"""Paragraphs that a spreadsheet, or Markdown, may take for something else."""
WORDS = st.one_of(
    TEXTS.map(str.strip).filter(bool),
    st.sampled_from(
        ["=1+1", "_y0041_", "012", "2024年", "甲、乙", "甲；乙", "0570-1", "x", "true", "1.50", "-"]
    ),
)
"""A word or two for a field; never blank."""
DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)).map(datetime.date.isoformat)


def _is_plain(text: str) -> bool:
    return "{{" not in text and "}}" not in text


NARRATIVES = (
    st.lists(st.one_of(st.sampled_from(BLOCKS), TEXTS.map(str.rstrip)), max_size=5)
    .map("\n\n".join)
    .filter(_is_plain)
    .map(lambda text: f"{text}\n\n正文" if text else text)
)
"""A text of several paragraphs, with headings, lists, tables and pictures."""


@st.composite
def full_submissions(draw: st.DrawFn, edition_id: str) -> Tree:
    """A submission with everything that one may say."""
    edition = editions.load(edition_id)
    tree: Tree = draw(submissions(edition_id))
    names = st.lists(WORDS, min_size=1, max_size=3, unique=True)
    tables = [table.id for table in edition.tables]
    tree["agency"] |= draw(_some(short_names=names, code=WORDS, region_code=WORDS))
    tree["narrative"] = draw(st.one_of(_mapping(edition), _listed(edition)))
    tree["explanations"] = draw(
        st.lists(
            st.fixed_dictionaries(
                {"finding": WORDS, "text": WORDS.map("核对：{}\n台账 ".format), "by": WORDS, "date": DAYS},
                optional={"values": WORDS},
            ),
            max_size=2,
        )
    )
    addresses = st.sampled_from(sorted(label_paths(edition)))
    tree |= draw(
        _some(
            contact=_some(address=WORDS, postcode=WORDS, phone=WORDS, fax=WORDS, email=WORDS, website=WORDS),
            published=DAYS,
            title=names,
            signature=_some(name=WORDS, date=DAYS),
            annex=st.fixed_dictionaries(
                {"title": WORDS, "tables": st.lists(st.sampled_from(tables), min_size=1, unique=True)}
            ),
            labels=st.dictionaries(addresses, WORDS, min_size=1, max_size=3),
            filing=_some(supervisor=WORDS, head=WORDS, reviewer=WORDS, filler=WORDS, phone=WORDS, date=DAYS),
        )
    )
    return tree


def _some(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Tree]:
    """Some of the parts."""
    return st.fixed_dictionaries({}, optional=parts)


def _mapping(edition: FormEdition) -> st.SearchStrategy[Tree]:
    texts: dict[str, st.SearchStrategy[Any]] = {"preface": NARRATIVES}
    for section in edition.sections:
        sides = st.fixed_dictionaries({"before": NARRATIVES, "after": NARRATIVES})
        texts[section.id] = st.one_of(NARRATIVES, sides) if section.tables else NARRATIVES
    return _some(**texts)


@st.composite
def _listed(draw: st.DrawFn, edition: FormEdition) -> list[Tree]:
    """Parts of the agency's own, in an order of its own, each table printed once at most."""
    parts: list[Tree] = [{"id": "preface", "text": draw(NARRATIVES)}] if draw(st.booleans()) else []
    left = [table.id for table in edition.tables]
    for section in draw(st.permutations(edition.sections)):
        part: Tree = {"id": section.id, "text": draw(NARRATIVES)}
        if draw(st.booleans()) and not section.tables:
            part["title"] = draw(WORDS.filter(_is_plain))
        if draw(st.booleans()):
            part["tables"] = [left.pop() for _ in range(draw(st.integers(0, len(left))))]
        parts.append(part)
    own = st.fixed_dictionaries(
        {"title": WORDS.filter(_is_plain), "tables": st.just([]), "text": NARRATIVES},
    )
    return parts + draw(st.lists(own, max_size=2))


@st.composite
def submissions(draw: st.DrawFn, edition_id: str) -> Tree:
    """A submission that can be read, with anything in its cells and texts."""
    edition = editions.load(edition_id)
    tree: Tree = {
        "format": 1,
        "edition": edition_id,
        "year": edition.reporting_years.first,
        "agency": {"name": draw(TEXTS.filter(str.strip)), "kind": "department", "level": "county"},
        "narrative": {section.id: draw(PARAGRAPHS) for section in edition.sections},
        "tables": tables(draw, edition),
    }
    if draw(st.booleans()):
        tree["explanations"] = [
            {"finding": draw(TEXTS), "values": draw(TEXTS), "text": "已核对台账，数字无误"}
        ]
    return tree


def tables(draw: st.DrawFn, edition: FormEdition) -> Tree:
    """Nested tables with some cells left out."""
    tree: Tree = {}
    for cell in edition.cells.values():
        if draw(st.integers(0, 9)) == 0 or (cell.is_total and draw(st.booleans())):
            continue
        steps = [cell.ref.table, *cell.ref.row.split("."), *cell.ref.column.split(".")]
        branch = tree
        for step in steps[:-1]:
            branch = branch.setdefault(step, {})
        branch[steps[-1]] = draw(figures(cell))
    return tree


def plain(value: Any) -> Plain:
    """A tree with decimals that keep their digits."""
    return value if not isinstance(value, Decimal) else Decimal(str(value))
