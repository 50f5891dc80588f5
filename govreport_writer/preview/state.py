"""What the page is told of a build, as JSON: every text is in the language in force, every figure printed."""

from __future__ import annotations

from pathlib import Path

from govreport_writer import messages
from govreport_writer.preview.build import Build
from govreport_writer.preview.downloads import downloads_of
from govreport_writer.preview.findings_json import findings_of
from govreport_writer.preview.last_figures import last_figures
from govreport_writer.report_json import Json, open_counts

VIEWS = ("page", "print", "differences", "data")
"""The views of a build; differences only where last year's submission was given."""


def nothing(file: str | None = None) -> Json:
    """Return the facts where there is no build: nothing dropped yet, or a file that was never readable."""
    return {
        "file": file,
        "agency": None,
        "year": None,
        "edition": None,
        "draft": False,
        "verdict": None,
        "verdict_text": None,
        "counts": {"must": 0, "should": 0, "hint": 0},
        "last_year": None,
        "findings": [],
        "skipped": [],
        "not_checked": [],
        "downloads": [],
        "views": [],
    }


def unreadable(file: str | None) -> Json:
    """Return the facts of a file that was never readable."""
    return nothing(file) | {"verdict": "unreadable", "verdict_text": messages.text("verdict.unreadable")}


def facts_of(build: Build, *, explainable: bool) -> Json:
    """Return the facts of a build; `explainable` tells whether explanations have a place to stand."""
    outcome, submission = build.outcome, build.submission
    return {
        "file": build.name,
        "agency": submission.agency.name,
        "year": submission.year,
        "edition": submission.edition.id,
        "draft": build.draft,
        "verdict": outcome.verdict,
        "verdict_text": messages.text(f"verdict.{outcome.verdict}"),
        "counts": open_counts(outcome),
        "last_year": _last_year(build),
        "findings": findings_of(build, explainable=explainable),
        "skipped": [gap.why for gap in outcome.skipped],
        "not_checked": [
            messages.text("report.not_checked", code=gap.code, why=gap.why) for gap in outcome.not_checked
        ],
        "downloads": downloads_of(build),
        "views": [view for view in VIEWS if view != "differences" or build.prior],
    }


def _last_year(build: Build) -> Json | None:
    prior = build.prior
    if prior is None:
        return None
    figures = last_figures(build.submission, prior)
    values = {str(ref): text for ref, (_, text) in figures.items()}
    return {"year": prior.year, "file": Path(prior.file).name, "values": values}
