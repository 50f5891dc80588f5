"""The peer: the three files as one would write them with the libraries as their manuals show.

PyYAML reads, docxtpl fills a template drawn in Word (a tag in every cell of the tables), Jinja2 fills a page
and WeasyPrint prints it with the installed Noto fonts. Nothing is checked and no mistake is found.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from docxtpl import DocxTemplate
from jinja2 import Environment, FileSystemLoader
from weasyprint import HTML

from benchmarks.straightforward_text import Report, add_totals, filled, html, word_blocks

SECTIONS = (
    ("overview", "一、总体情况"),
    ("disclosure", "二、主动公开政府信息情况"),
    ("requests", "三、收到和处理政府信息公开申请情况"),
    ("reviews", "四、政府信息公开行政复议、行政诉讼情况"),
    ("problems", "五、存在的主要问题及改进情况"),
    ("others", "六、其他需要报告的事项"),
)
TITLE = "{agency[name]}{year}年政府信息公开工作年度报告"
DATE = "{0.year}年{0.month}月{0.day}日"

Printer = Callable[[str], Any]
"""Turns Markdown into what a template prints."""


class Straightforward:
    """The three formats from a folder with the Word template, the tables of the page and its style sheet."""

    def __init__(self, templates: Path) -> None:
        self.template = templates / "report.docx"
        loader = FileSystemLoader([templates, Path(__file__).parent])
        self.page = Environment(loader=loader, autoescape=True).get_template("page.html.j2")

    def docx(self, report: Report) -> bytes:
        """Fill the Word template with docxtpl."""
        template = DocxTemplate(self.template)
        template.render(context(report, word_blocks), autoescape=True)
        buffer = BytesIO()
        template.save(buffer)
        return buffer.getvalue()

    def html(self, report: Report) -> bytes:
        """Fill the page with Jinja2."""
        return self.page.render(context(report, html)).encode()

    def pdf(self, report: Report) -> bytes:
        """Print the page with WeasyPrint."""
        return _printed(self.html(report))

    def three(self, report: Report) -> dict[str, bytes]:
        """Return all formats; the page is filled once."""
        page = self.html(report)
        return {"docx": self.docx(report), "html": page, "pdf": _printed(page)}


def _printed(page: bytes) -> bytes:
    document: bytes = HTML(string=page.decode()).write_pdf()
    return document


def read(path: Path) -> Report:
    """Return a submission as PyYAML gives it."""
    report: Report = yaml.safe_load(path.read_text(encoding="utf-8"))
    return report


def context(report: Report, printer: Printer) -> Report:
    """Return what a template sees."""
    tables, narrative = report["tables"], report["narrative"]
    add_totals(tables)
    return {
        **report,
        "name": TITLE.format(**report),
        "date": DATE.format(report["published"]),
        "preface": printer(filled(narrative["preface"], tables)),
        "sections": [_section(title, id_, report, printer) for id_, title in SECTIONS],
        "draft": None,
    }


def _section(title: str, id_: str, report: Report, printer: Printer) -> Report:
    """Return a section: its text, its table, and the text behind the table."""
    text = report["narrative"].get(id_, "")
    parts = text if isinstance(text, dict) else {"before": text}
    return {
        "title": title,
        "form": id_ if id_ in report["tables"] else None,
        "before": printer(filled(parts.get("before", ""), report["tables"])),
        "after": printer(filled(parts.get("after", ""), report["tables"])),
    }


def main() -> None:
    """Write the three files: TEMPLATES SUBMISSION FOLDER."""
    templates, submission, folder = map(Path, sys.argv[1:])
    for suffix, document in Straightforward(templates).three(read(submission)).items():
        (folder / f"{submission.stem}.{suffix}").write_bytes(document)


if __name__ == "__main__":
    main()
