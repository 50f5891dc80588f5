"""The findings of a run in every format: one module each, all of them from the same outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from govreport_writer.pipeline import Outcome
from govreport_writer.rules_off import Off

Writer = Callable[[Sequence[Outcome], Off], bytes]
Pieces = Callable[[Sequence[Outcome], Off], Iterator[bytes]]


def writer(form: str) -> Writer:
    """Return what writes a format as a whole: json, jsonl, csv, sarif or html."""
    return lambda outcomes, off: b"".join(pieces(form)(outcomes, off))


def pieces(form: str) -> Pieces:
    """Return what writes a format piece by piece, in little memory where the format lets it."""
    from govreport_writer.reports import html, json_files, rows, sarif

    writers: dict[str, Pieces] = {
        "json": json_files.json_pieces,
        "jsonl": json_files.jsonl_pieces,
        "csv": rows.csv_pieces,
        "sarif": lambda outcomes, off: iter((sarif.sarif_bytes(outcomes, off),)),
        "html": lambda outcomes, off: iter((html.html_bytes(outcomes, off),)),
    }
    return writers[form]
