"""The pages as they will print: set on demand, drawn as pictures, kept for the newest build only.

One thread does it all: PDFium takes one caller at a time, and a rebuild does not wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from govreport_writer.documents.render import draw
from govreport_writer.errors import RenderError
from govreport_writer.preview.build import Build
from govreport_writer.preview.downloads import proven
from govreport_writer.preview.workshop import Workshop
from govreport_writer.vocabulary import FORMATS

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

SCALES = (1.0, 3.0)
"""The least and the largest scale: pixels to a point."""
PDF = FORMATS[1]
FAST = 3
"""How hard PNG is compressed: the pictures only go to this computer's own browser."""


@dataclass(frozen=True, slots=True)
class Pages:
    """How many pages there are, and the size of the first in points."""

    count: int
    width: float
    height: float


class Press(Workshop):
    """Sets a build's PDF once and draws its pages."""

    def __init__(self) -> None:
        super().__init__("press")
        self._build: Build | None = None
        self._pdf = b""
        self._pictures: dict[tuple[int, float], bytes] = {}

    def pdf(self, build: Build) -> bytes:
        """Return the PDF; RenderError where it cannot be set."""
        if self._build is not build:
            if not build.printable:
                raise RenderError("preview.unprintable")
            data = draw(build.view, build.submission, (PDF,), build.appearance)[PDF]
            self._build, self._pdf, self._pictures = build, data, {}
        return self._pdf

    def proven(self, build: Build) -> bytes:
        """Return the PDF to save; RenderError where it does not say what was filed, read back."""
        return proven(PDF, build, self.pdf(build))

    def pages(self, build: Build) -> Pages:
        """Return what pages there are; RenderError where they cannot be set."""
        with self._opened(build) as document:
            width, height = document[0].get_size()
            return Pages(len(document), round(width, 2), round(height, 2))

    def picture(self, build: Build, number: int, scale: float) -> bytes | None:
        """Return a page (from 1) as PNG, None where there is no such page; RenderError as for the PDF."""
        data = self.pdf(build)
        if data and (number, scale) not in self._pictures:
            with self._opened(build) as document:
                if not 1 <= number <= len(document):
                    return None
                self._pictures[number, scale] = _png(document, number, scale)
        return self._pictures[number, scale]

    def _opened(self, build: Build) -> PdfDocument:
        from pypdfium2 import PdfDocument

        return PdfDocument(self.pdf(build))


def _png(document: PdfDocument, number: int, scale: float) -> bytes:
    out = BytesIO()
    document[number - 1].render(scale=scale).to_pil().save(out, "PNG", compress_level=FAST)
    return out.getvalue()
