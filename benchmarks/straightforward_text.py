"""What the straightforward way does with figures and Markdown before its templates see them."""

from __future__ import annotations

import re
from functools import reduce
from itertools import chain
from typing import Any

from docxtpl import RichText
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

APPLICANTS = ("natural_person", "business", "research", "public_interest", "legal_service", "other")
GROUPS = ("refused", "unavailable", "not_processed", "other")
RESULTS = ("upheld", "corrected", "other_result", "pending")
LOOK_UP = re.compile(r"\{\{\s*([\w.]+)(?:\s*\|\s*percent of ([\w.]+))?\s*\}\}")
MARKDOWN = MarkdownIt("commonmark").enable("table")

Report = dict[str, Any]


def add_totals(tables: Report) -> None:
    """Add the totals that were left out."""
    requests, outcome = tables["requests"], tables["requests"]["outcome"]
    groups = [[row for id_, row in outcome[group].items() if id_ != "total"] for group in GROUPS]
    rows = [outcome["granted"], outcome["partly"], *chain(*groups)]
    outcome["total"] = {applicant: sum(row[applicant] for row in rows) for applicant in APPLICANTS}
    for row in (*rows, outcome["total"], *map(requests.get, ("received", "carried_in", "carried_out"))):
        row["total"] = sum(row[applicant] for applicant in APPLICANTS)
    for group, members in zip(GROUPS, groups, strict=True):
        outcome[group]["total"] = sum(row["total"] for row in members)
    for stage in tables["reviews"]["cases"].values():
        stage["total"] = sum(stage[result] for result in RESULTS)


def filled(text: str, tables: Report) -> str:
    """Return a text with its look-ups filled in."""

    def figure(match: re.Match[str]) -> str:
        part, whole = match.groups()
        value = _at(part, tables)
        return f"{round(value * 100 / _at(whole, tables), 1):g}%" if whole else str(value)

    return LOOK_UP.sub(figure, text)


def _at(path: str, tables: Report) -> Any:
    return reduce(lambda branch, key: branch[key], path.split("."), tables)


def html(text: str) -> str:
    """Return Markdown as HTML."""
    return str(MARKDOWN.render(text))


def word_blocks(text: str) -> list[Report]:
    """Return Markdown as the blocks that the Word template prints."""
    return [_block(node) for node in SyntaxTreeNode(MARKDOWN.parse(text)).children]


def _block(node: SyntaxTreeNode) -> Report:
    if node.type != "table":
        return {"kind": node.type, "runs": _rich(node.children[0])}
    lines = [line for group in node.children for line in group.children]
    return {
        "kind": "table",
        "lines": [[cell.children[0].content for cell in line.children] for line in lines],
    }


def _rich(inline: SyntaxTreeNode) -> RichText:
    text = RichText()
    for child in inline.children:
        strong = child.type == "strong"
        text.add(child.children[0].content if strong else child.content, style="Strong" if strong else None)
    return text
