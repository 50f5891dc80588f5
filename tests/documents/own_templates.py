"""Templates as people leave them: the shipped ones with a few changes."""

from __future__ import annotations

import shutil
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from govreport_writer.documents.own_templates.check import problems_of
from govreport_writer.documents.own_templates.problem import Problem
from govreport_writer.documents.own_templates.specimen import specimen
from govreport_writer.resources import templates_folder

BODY = "word/document.xml"
LINE = "{{ line }}"
"""The tag in the second paragraph of the shipped template."""


def problems(folder: Path, name: str = "report.docx") -> list[Problem]:
    """Return the problems of one template, found in this process."""
    return list(problems_of(name, folder, specimen()))


def found(folder: Path, name: str = "report.docx") -> list[tuple[str, int | None, str | None]]:
    """Return code, place and tag of each problem."""
    return [(each.code, each.paragraph or each.line, each.tag) for each in problems(folder, name)]


def own_docx(folder: Path, *changes: tuple[str, str, str], name: str = "report.docx") -> Path:
    """Write the shipped DOCX template with (part, old, new) replaced once."""
    folder.mkdir(parents=True, exist_ok=True)
    with ZipFile(templates_folder() / "report.docx") as archive:
        parts = {each: archive.read(each).decode() for each in archive.namelist()}
    for part, old, new in changes:
        assert old in parts[part], old
        parts[part] = parts[part].replace(old, new, 1)
    with ZipFile(folder / name, "w", ZIP_DEFLATED) as archive:
        for each, text in parts.items():
            archive.writestr(each, text)
    return folder


def own_text(folder: Path, name: str, *changes: tuple[str, str]) -> Path:
    """Write a shipped template that is text with (old, new) replaced once."""
    folder.mkdir(parents=True, exist_ok=True)
    text = (templates_folder() / name).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def all_templates(folder: Path) -> Path:
    """Write all shipped templates as they are."""
    from govreport_writer.documents.own_templates.export import export_templates

    export_templates(folder)
    return folder


def resaved(folder: Path, path: Path) -> Path:
    """Return a copy of a document as LibreOffice saves it."""
    import subprocess

    program = shutil.which("soffice")
    assert program, "LibreOffice is missing: apt install libreoffice-writer"
    saved = folder / "saved"
    subprocess.run(
        [
            *(program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(saved), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return saved
