"""Return slips: what a supervising office sends back to a unit whose submission needs work."""

from __future__ import annotations

from collections.abc import Sequence

from govreport_writer.collecting.rounds import Round
from govreport_writer.collecting.slips_view import Slip, slip_of
from govreport_writer.collecting.slips_words import one_line, words
from govreport_writer.documents.files import MAX_NAME_BYTES, safe
from govreport_writer.messages import printed

SUFFIXES = ("docx", "html")
"""The formats of a slip, which are the endings of its files."""


def slip_documents(agency: str, office: str, year: int, rounds: Sequence[Round]) -> dict[str, bytes]:
    """Return the slip for the last of a unit's rounds by ending; none when it asks the unit for nothing.

    `rounds` are all of the unit's, the oldest first; `office` signs, and may be empty. A slip is in Chinese
    whatever the language in force, and depends on nothing but what is given here.
    """
    slip = slip_of(agency, office, year, rounds)
    if slip is None:
        return {}
    from govreport_writer.collecting.slips_docx import slip_docx

    return {"docx": slip_docx(slip), "html": slip_html(slip)}


def slip_html(slip: Slip) -> bytes:
    """Return the slip as one page of HTML that asks for nothing from outside."""
    from govreport_writer.page_templates import page

    return page("slip.html.j2", slip=slip, words=words()).encode(errors="replace")


def slip_name(agency: str, year: int, number: int, suffix: str) -> str:
    """Return the name of a slip's file by unit, year and number of the round; at most 200 bytes."""
    tail = f"{printed('slip.file_name', number=number)}.{suffix}"
    head = f"{year}_{safe(one_line(agency))}".encode()[: MAX_NAME_BYTES - len(tail.encode())]
    return head.decode(errors="ignore") + tail
