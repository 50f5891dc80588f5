"""The time in a receipt: never the clock's."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from govreport_writer.errors import RenderError
from govreport_writer.submission import Submission

VARIABLE = "SOURCE_DATE_EPOCH"
"""Seconds since 1970: https://reproducible-builds.org/specs/source-date-epoch/."""


def time_of(submission: Submission) -> str | None:
    """Return the moment that the environment sets, else the report's day, else None; RenderError as below."""
    moment = moment_set()
    if moment is not None:
        return moment
    raw = submission.raw
    day = raw.published or (raw.signature.date if raw.signature else None)
    return day.isoformat() if day else None


def moment_set() -> str | None:
    """Return the moment that SOURCE_DATE_EPOCH sets, None where it is not set; RenderError for no number."""
    given = os.environ.get(VARIABLE, "").strip()
    if not given:
        return None
    try:
        moment = datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError):
        raise RenderError("receipt.epoch", given=given[:40]) from None
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z" if moment.year >= 1000 else None


def still_the_time(recorded: str | None) -> bool:
    """Whether a receipt made now, of an input that has not changed, would bear the recorded time."""
    moment = moment_set()
    return recorded == moment if moment is not None else "T" not in (recorded or "")
