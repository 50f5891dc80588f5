"""Runs of text as the plain data that report.typ draws."""

from __future__ import annotations

import re

from govreport_writer.narrative import Run, Runs

Data = dict[str, object]

_MAX_URL = 2000
_LINKABLE = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)


def runs_data(runs: Runs) -> list[Data]:
    """Return the runs that hold text; only addresses of the web, of mail and of telephones are links."""
    return [_run(run) for run in runs if run.text]


def _run(run: Run) -> Data:
    data: Data = {"text": run.text}
    if run.strong:
        data["strong"] = True
    if run.emphasis:
        data["emphasis"] = True
    if run.url and len(run.url) <= _MAX_URL and _LINKABLE.match(run.url):
        data["url"] = run.url
    return data
