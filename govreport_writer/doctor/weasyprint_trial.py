"""Try the second PDF engine, which needs native libraries, in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator

from govreport_writer import messages
from govreport_writer.doctor.line import Line, State, line
from govreport_writer.doctor.systems import advice
from govreport_writer.errors import GovReportError

TOPIC = "weasyprint"
SECONDS = 20.0
"""A first start on a slow computer reads all its fonts."""


def weasyprint_trial(language: str) -> Iterator[str | None]:
    """Yield None when a page was made, else why not; runs in a process of its own."""
    from govreport_writer.doctor.formats import one_page
    from govreport_writer.documents.pdf.weasyprint_engine import render_pdf

    messages.use_language(language)
    try:
        made = render_pdf(one_page())
        yield None if made.startswith(b"%PDF") else made[:20].decode(errors="replace")
    except GovReportError as error:
        yield str(error.fields.get("why", error))
    except Exception as error:  # noqa: BLE001  # whatever goes wrong is the answer
        yield f"{type(error).__name__}: {error}"


def weasyprint_line(why: str | None, *, wanted: bool, everywhere: bool) -> Line:
    """Return whether WeasyPrint works; when it was not asked for it may be absent."""
    if why is None:
        return line(TOPIC, TOPIC, "works", "works")
    state: State = "broken" if wanted else "absent"
    return line(TOPIC, TOPIC, state, state, *advice(TOPIC, everywhere=everywhere), why=why)
