"""The peer: the three files as one would write them with the libraries as their manuals show.

PyYAML reads, docxtpl fills a template drawn in Word (a tag in every cell of the tables), Jinja2 fills a page
and WeasyPrint prints it with the installed Noto fonts. Nothing is checked and no mistake is found.
"""

from __future__ import annotations

import re
import sys
from functools import reduce
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from docxtpl import DocxTemplate, RichText
from jinja2 import Environment, FileSystemLoader
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from weasyprint import HTML

APPLICANTS = ("natural_person", "business", "research", "public_interest", "legal_service", "other")
GROUPS = ("refused", "unavailable", "not_processed", "other")
RESULTS = ("upheld", "corrected", "other_result", "pending")
SECTIONS = (
    ("overview", "一、总体情况"),
    ("disclosure", "二、主动公开政府信息情况"),
    ("requests", "三、收到和处理政府信息公开申请情况"),
    ("reviews", "四、政府信息公开行政复议、行政诉讼情况"),
    ("problems", "五、存在的主要问题及改进情况"),
    ("others", "六、其他需要报告的事项"),
)
LOOK_UP = re.compile(r"\{\{\s*([\w.]+)(?:\s*\|\s*percent of ([\w.]+))?\s*\}\}")
MARKDOWN = MarkdownIt("commonmark").enable("table")

Report = dict[str, Any]


class Straightforward:
    """The three formats from a folder with the template, the page and its tables."""

    def __init__(self, templates: Path) -> None:
        self.template = templates / "report.docx"
        loader = FileSystemLoader([templates, Path(__file__).parent])
        self.page = Environment(loader=loader, autoescape=True).get_template("page.html.j2")

    def docx(self, report: Report) -> bytes:
        """Fill the template with docxtpl."""
        template = DocxTemplate(self.template)
        template.render(context(report, _blocks), autoescape=True)
        buffer = BytesIO()
        template.save(buffer)
        return buffer.getvalue()

    def html(self, report: Report) -> bytes:
        """Fill the page with Jinja2."""
        return self.page.render(context(report, MARKDOWN.render)).encode()

    def pdf(self, report: Report) -> bytes:
        """Print the page with WeasyPrint."""
        document: bytes = HTML(string=self.html(report).decode()).write_pdf()
        return document

    def three(self, report: Report) -> dict[str, bytes]:
        """Return all formats; the page is filled once."""
        page = self.html(report)
        return {
            "docx": self.docx(report),
            "html": page,
            "pdf": HTML(string=page.decode()).write_pdf(),
        }


def read(path: Path) -> Report:
    """Return a submission as PyYAML gives it."""
    report: Report = yaml.safe_load(path.read_text(encoding="utf-8"))
    return report


def context(report: Report, text: Any) -> Report:
    """Return what a template sees; `text` turns Markdown into what it prints."""
    tables = report["tables"]
    add_totals(tables)
    narrative = report["narrative"]
    return {
        **report,
        "name": f"{report['agency']['name']}{report['year']}年政府信息公开工作年度报告",
        "date": "{0.year}年{0.month}月{0.day}日".format(report["published"]),
        "preface": text(filled(narrative["preface"], tables)),
        "sections": [_section(title, id_, narrative.get(id_, ""), tables, text) for id_, title in SECTIONS],
        "draft": None,
    }


def _section(title: str, id_: str, parts: Any, tables: Report, text: Any) -> Report:
    before, after = (parts.get("before", ""), parts["after"]) if isinstance(parts, dict) else (parts, "")
    return {
        "title": title,
        "form": id_ if id_ in tables else None,
        "before": text(filled(before, tables)),
        "after": text(filled(after, tables)),
    }


def add_totals(tables: Report) -> None:
    """Add the totals that were left out."""
    requests, outcome = tables["requests"], tables["requests"]["outcome"]
    groups = [[row for id_, row in outcome[group].items() if id_ != "total"] for group in GROUPS]
    rows = [outcome["granted"], outcome["partly"], *sum(groups, [])]
    outcome["total"] = {applicant: sum(row[applicant] for row in rows) for applicant in APPLICANTS}
    for row in (
        *rows,
        outcome["total"],
        *(requests[id_] for id_ in ("received", "carried_in", "carried_out")),
    ):
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


def _blocks(text: str) -> list[Report]:
    return [_block(node) for node in SyntaxTreeNode(MARKDOWN.parse(text)).children]


def _block(node: SyntaxTreeNode) -> Report:
    if node.type != "table":
        return {"kind": node.type, "runs": _rich(node.children[0])}
    lines = [row for group in node.children for row in group.children]
    return {"kind": "table", "rows": [[cell.children[0].content for cell in line.children] for line in lines]}


def _rich(inline: SyntaxTreeNode) -> RichText:
    text = RichText()
    for child in inline.children:
        strong = child.type == "strong"
        text.add(child.children[0].content if strong else child.content, style="Strong" if strong else None)
    return text


def main() -> None:
    """Write the three files: TEMPLATES SUBMISSION FOLDER."""
    templates, submission, folder = map(Path, sys.argv[1:])
    for suffix, document in Straightforward(templates).three(read(submission)).items():
        (folder / f"{submission.stem}.{suffix}").write_bytes(document)


if __name__ == "__main__":
    main()
