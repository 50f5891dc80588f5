"""Try the documents: one page of each is made and read back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from time import perf_counter

from govreport_writer.doctor.line import Line, line
from govreport_writer.documents.appearance import Appearance
from govreport_writer.documents.own_templates.specimen import specimen
from govreport_writer.documents.render import WRITERS
from govreport_writer.documents.view import DocumentView

TOPIC = "formats"
NEEDED = ("docx", "html", "pdf")


def one_page() -> DocumentView:
    """Return a report of one page: a title, an introduction, the blocks of one section."""
    whole = specimen()
    return replace(whole, sections=whole.sections[:1], annex=None, draft=None)


def tried_formats() -> Iterator[Line]:
    """Yield for each usual format whether a page of it was made and says what it should."""
    for name in NEEDED:
        yield tried(name, _MAKERS[name])


def tried(name: str, make: Callable[[DocumentView], bytes], format: str = "") -> Line:
    """Return whether a document can be made: an error of any kind is what is looked for."""
    start = perf_counter()
    try:
        document = make(one_page())
        size = _read(document, format or name)
    except Exception as error:  # noqa: BLE001  # whatever goes wrong is the answer
        return line(TOPIC, name, "broken", f"{name}_broken", why=f"{type(error).__name__}: {error}")
    spent = round((perf_counter() - start) * 1000)
    return line(TOPIC, name, "works", name, size=-(-size // 1024), spent=spent)


def _read(document: bytes, format: str) -> int:
    """Return the size of a document that says what it should; ValueError for another one."""
    from govreport_writer.documents.readback.cells import squeezed
    from govreport_writer.documents.readback.reading import read_back

    if squeezed(specimen().agency) not in read_back(document, format).text:
        raise ValueError(format)
    return len(document)


def _docx(view: DocumentView) -> bytes:
    return WRITERS["docx"](view, Appearance())


def _html(view: DocumentView) -> bytes:
    return WRITERS["html"](view, Appearance())


def _pdf(view: DocumentView) -> bytes:
    from govreport_writer.documents.pdf.typst_engine import render_pdf

    return render_pdf(view)


_MAKERS: Mapping[str, Callable[[DocumentView], bytes]] = {"docx": _docx, "html": _html, "pdf": _pdf}
