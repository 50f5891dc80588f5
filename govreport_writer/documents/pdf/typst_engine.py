"""Write a DocumentView as a tagged PDF with Typst and the fonts of the profile."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.pdf.date import file_date
from govreport_writer.documents.pdf.fonts import kept_fonts, loaded_fonts
from govreport_writer.documents.pdf.typst_data import document_data, picture_files
from govreport_writer.documents.view import DocumentView
from govreport_writer.errors import RenderError
from govreport_writer.resources import templates_folder
from govreport_writer.vocabulary import PdfStandard

if TYPE_CHECKING:
    from typst import Compiler, TypstError

ExtraFonts = tuple[tuple[str, Path], ...]
"""Families that lend rare characters, each with the folder its font lies in."""
TEMPLATE = "report.typ"

_PACKAGE = re.compile(r'"(@[\w-]+/[^"\n]*)"')
_LINE = re.compile(r"\.typ:(\d+):\d+")
_thread = threading.local()


def render_pdf(
    view: DocumentView, extra_fonts: ExtraFonts = (), appearance: Appearance | None = None
) -> bytes:
    """Return the report as PDF; equal views give equal bytes. RenderError when Typst refuses.

    With a standard (PDF/UA-1, PDF/A-2a, PDF/A-3a) the cells of all tables name their headers.
    """
    look = appearance or Appearance()
    written = _set(view, extra_fonts, look)
    if look.pdf_standard is None:
        return written
    from govreport_writer.documents.pdf.structure import finished

    return finished(written, view, look.pdf_standard)


def _set(view: DocumentView, extra_fonts: ExtraFonts, look: Appearance) -> bytes:
    from typst import TypstError

    dated = replace(view, date=file_date(view, look.pdf_standard))
    data = document_data(dated, [family for family, _ in extra_fonts], look.profile)
    template = look.template(TEMPLATE)
    compiler = _compiler(extra_fonts, system=look.profile.pdf_fonts == "system")
    try:
        return _compile(compiler, template, json.dumps(data), picture_files(view), look.pdf_standard)
    except TypstError as error:
        raise _refusal(error, template) from error


def _compile(
    compiler: Compiler, template: Path, data: str, pictures: Mapping[str, bytes], standard: PdfStandard | None
) -> bytes:
    """Run the template; it can read the pictures in a folder made for them, and no other file."""
    source = _source(template, template.stat().st_mtime_ns)
    with TemporaryDirectory(prefix="govreport-") as folder:
        for name, picture in pictures.items():
            Path(folder, name).write_bytes(picture)
        written = compiler.compile(
            input=source,
            root=folder,
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards=standard or [],
        )
    assert isinstance(written, bytes)
    return written


@lru_cache(maxsize=16)
def _source(template: Path, _changed: int) -> bytes:
    """Return a template; RenderError where it names a package, which Typst would look for on the network."""
    source = template.read_bytes()
    for line, name in packages(source.decode(errors="replace")):
        raise RenderError("render.typst_package", file=template, line=line, name=name)
    return source


def packages(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and name of each package that a template would have downloaded."""
    for number, line in enumerate(source.splitlines(), 1):
        for found in _PACKAGE.finditer(line):
            yield number, found[1]


def _refusal(error: TypstError, template: Path) -> RenderError:
    """Return one line: for an agency's own template with its file and the line at fault."""
    why = " ".join(error.message.split())
    line = _LINE.search(error.diagnostic or "")
    if template.parent == templates_folder():
        return RenderError("render.typst", why=why)
    return RenderError("render.typst_template", file=template, line=int(line[1]) if line else None, why=why)


def _compiler(extra_fonts: ExtraFonts, *, system: bool) -> Compiler:
    """Return this thread's compiler, which keeps its fonts; a new one when fonts are lent."""
    import typst

    if extra_fonts:
        folders = [folder for _, folder in extra_fonts]
        return typst.Compiler(font_paths=loaded_fonts(*folders, system=system))
    kept: dict[bool, Compiler] = _thread.__dict__.setdefault("compilers", {})
    if system not in kept:
        kept[system] = typst.Compiler(font_paths=kept_fonts(system=system))
    return kept[system]
