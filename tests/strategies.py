"""Random submissions of any edition, as the tree that YAML and JSON share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from govreport_writer import editions
from govreport_writer.form.edition import Cell, FormEdition
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
    odd = st.sampled_from(["", "/", "无", "十二", "１２", "1,234", " 7", "-3", "2.5", "012", "1e5", "true"])
    if cell.type == "change":
        counts = st.integers(-(10**5), 10**5)
    if cell.type == "amount":
        counts = st.decimals(0, 10**6, places=2, allow_nan=False)
        if cell.unit is None:
            units = st.sampled_from(["元", "万元"])
            counts = st.fixed_dictionaries({"value": counts, "unit": units})
    return st.one_of(counts, counts, st.none(), odd)


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
