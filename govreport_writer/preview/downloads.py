"""What can be saved from the page: the documents, the check as a page, the annotated workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from govreport_writer import messages
from govreport_writer.documents.comparison.verify import refusing_unfaithful
from govreport_writer.documents.files import file_name, safe, stem
from govreport_writer.documents.render import draw
from govreport_writer.preview.build import Build
from govreport_writer.report_json import Json, open_counts
from govreport_writer.vocabulary import WORKBOOK

DOCUMENTS = ("docx", "pdf", "html", "fragment")
"""The formats of the report itself that the page offers."""
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "fragment": "text/html; charset=utf-8",
    "report": "text/html; charset=utf-8",
    "annotated": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Download:
    """A file to save: its name, its kind and its bytes."""

    name: str
    media_type: str
    data: bytes


def offered(build: Build) -> tuple[str, ...]:
    """Return what a build can be saved as: no PDF without glyphs, no annotated copy of a text file."""
    documents = (name for name in DOCUMENTS if name != "pdf" or build.printable)
    return (*documents, "report", *(("annotated",) if build.workbook is not None else ()))


def downloads_of(build: Build) -> list[Json]:
    """Return what is offered, as the page is told."""
    return [
        {"format": name, "label": messages.text(f"downloads.{name}"), "name": _name(name, build)}
        for name in offered(build)
    ]


def download(name: str, build: Build) -> Download:
    """Return one of what is offered; GovReportError where it cannot be made."""
    return named(name, build, _OTHERS[name](build) if name in _OTHERS else _document(name, build))


def named(name: str, build: Build, data: bytes) -> Download:
    """Return what was made under the name it is saved by."""
    return Download(_name(name, build), MEDIA_TYPES[name], data)


def _name(name: str, build: Build) -> str:
    if name == "annotated":
        return f"{safe(Path(build.name).stem)}{messages.printed('document.saved.annotated')}{WORKBOOK}"
    if name == "report":
        return f"{stem(build.submission)}{messages.printed('document.saved.report')}.html"
    return file_name(build.submission, name, draft=build.draft)


def _document(name: str, build: Build) -> bytes:
    data = draw(build.view, build.submission, (name,), build.appearance)[name]
    return proven(name, build, data)


def proven(name: str, build: Build, data: bytes) -> bytes:
    """Return a document as it is; RenderError where it does not say what was filed, read back."""
    own = build.appearance.templates is not None
    refusing_unfaithful(build.view, own_template=own)(name, data)
    return data


def _report(build: Build) -> bytes:
    from govreport_writer.reports import writer

    return writer("html")([build.outcome], build.off)


def _annotated(build: Build) -> bytes:
    """Return the copy, made from the bytes that were checked and not from what may stand there now."""
    from govreport_writer.workbook.annotate import annotated

    with TemporaryDirectory(prefix="govreport-") as folder:
        path = Path(folder) / f"annotated{WORKBOOK}"
        path.write_bytes(build.workbook or b"")
        return annotated(path, build.outcome.findings, _verdict(build))[0]


def _verdict(build: Build) -> str:
    counts = messages.text("report.counts", **open_counts(build.outcome))
    return messages.text(
        "report.verdict", verdict=messages.text(f"verdict.{build.outcome.verdict}"), counts=counts
    )


_OTHERS: Mapping[str, Callable[[Build], bytes]] = {
    "report": _report,
    "annotated": _annotated,
}
