"""Finished documents as people change them afterwards, and what is found in them."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.comparison.difference import Difference
from govreport_writer.documents.readback.reading import differences, read_back
from govreport_writer.documents.render import render
from govreport_writer.documents.view import DocumentView, build_view
from govreport_writer.submission import Submission
from govreport_writer.submission_reading import read_submission
from govreport_writer.vocabulary import PdfEngine

SAMPLES = Path(__file__).resolve().parents[2] / "sample_inputs"
AUDIT = SAMPLES / "county-audit-2024/report.yaml"


@cache
def audit() -> DocumentView:
    return build_view(read_submission(AUDIT))


@cache
def drawn(form: str, engine: PdfEngine = "typst") -> bytes:
    """The clean sample as it was rendered."""
    return made(read_submission(AUDIT), form, engine)


def made(submission: Submission, form: str, engine: PdfEngine = "typst") -> bytes:
    return render(submission, (form,), draft=True, appearance=Appearance(pdf_engine=engine))[form]


def changed(folder: Path, *changes: tuple[str, str]) -> Submission:
    """The clean sample with pieces of its text replaced, each once."""
    text = AUDIT.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "changed.yaml"
    path.write_text(text, encoding="utf-8")
    return read_submission(path)


def found_in(document: bytes, form: str) -> list[Difference]:
    """What a document says otherwise than the clean sample."""
    return differences(audit(), read_back(document, form))


def shown(found: list[Difference]) -> list[tuple[str, str | None, str | None]]:
    return [(each.kind, each.wanted, each.found) for each in found]


def with_parts(document: bytes, parts: dict[str, bytes], *without: str) -> bytes:
    """A DOCX with parts replaced, added and left out."""
    out = BytesIO()
    with ZipFile(BytesIO(document)) as archive, ZipFile(out, "w") as copy:
        kept = {name: archive.read(name) for name in archive.namelist() if name not in without}
        for name, data in (kept | parts).items():
            copy.writestr(name, data)
    return out.getvalue()


def text_of(document: bytes) -> str:
    with ZipFile(BytesIO(document)) as archive:
        return archive.read("word/document.xml").decode()


def docx_with(*changes: tuple[str, str]) -> bytes:
    """The clean sample as DOCX with pieces of its XML replaced, each once."""
    document = drawn("docx")
    xml = text_of(document)
    for old, new in changes:
        assert old in xml, old
        xml = xml.replace(old, new, 1)
    return with_parts(document, {"word/document.xml": xml.encode()})


def html_with(*changes: tuple[str, str], form: str = "html") -> bytes:
    page = drawn(form).decode()
    for old, new in changes:
        assert old in page, old
        page = page.replace(old, new, 1)
    return page.encode()
