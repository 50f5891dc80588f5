"""Write a DocumentView as a tagged PDF with Typst and the shipped fonts."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from govreport_writer.documents.typst_data import document_data, picture_files
from govreport_writer.documents.view import DocumentView
from govreport_writer.errors import RenderError
from govreport_writer.resources import fonts_folder, templates_folder

if TYPE_CHECKING:
    from typst import Compiler, Fonts

ExtraFonts = tuple[tuple[str, Path], ...]
"""Families that lend rare characters, each with the folder its font lies in."""

_thread = threading.local()


def render_pdf(view: DocumentView, extra_fonts: ExtraFonts = ()) -> bytes:
    """Return the report as PDF; equal views give equal bytes. RenderError when Typst refuses."""
    from typst import TypstError

    data = json.dumps(document_data(view, [family for family, _ in extra_fonts]))
    try:
        return _compile(_compiler(extra_fonts), data, picture_files(view))
    except TypstError as error:
        raise RenderError("render.typst", why=error.message) from error


def _compile(compiler: Compiler, data: str, pictures: Mapping[str, bytes]) -> bytes:
    """Run the template; it can read the pictures in a folder made for them, and no other file."""
    with TemporaryDirectory(prefix="govreport-") as folder:
        for name, picture in pictures.items():
            Path(folder, name).write_bytes(picture)
        template = (templates_folder() / "report.typ").read_bytes()
        written = compiler.compile(input=template, root=folder, format="pdf", sys_inputs={"data": data})
    assert isinstance(written, bytes)
    return written


def _compiler(extra_fonts: ExtraFonts) -> Compiler:
    """Return this thread's compiler, which keeps the shipped fonts; a new one when fonts are lent."""
    import typst

    if extra_fonts:
        return typst.Compiler(font_paths=_fonts(fonts_folder(), *(folder for _, folder in extra_fonts)))
    if not hasattr(_thread, "compiler"):
        _thread.compiler = typst.Compiler(font_paths=_shipped_fonts())
    compiler: Compiler = _thread.compiler
    return compiler


@cache
def _shipped_fonts() -> Fonts:
    return _fonts(fonts_folder())


def _fonts(*folders: Path) -> Fonts:
    """Return the fonts of the folders and none of the computer's."""
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in dict.fromkeys(folders)],
    )
