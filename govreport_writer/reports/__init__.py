"""The findings of a run in every format: one module each, all of them from the same outcomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from govreport_writer.pipeline import Outcome
from govreport_writer.rules_off import Off

Writer = Callable[[Sequence[Outcome], Off], bytes]


def writer(form: str) -> Writer:
    """Return what writes a format: json, jsonl, csv, sarif or html."""
    from govreport_writer.reports import html, json_files, rows, sarif

    writers: dict[str, Writer] = {
        "json": json_files.json_bytes,
        "jsonl": json_files.jsonl_bytes,
        "csv": rows.csv_bytes,
        "sarif": sarif.sarif_bytes,
        "html": html.html_bytes,
    }
    return writers[form]
