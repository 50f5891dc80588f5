"""The findings as the page shows them: texts, the cells on both sides of a sum, the suspects."""

from __future__ import annotations

from functools import lru_cache

from govreport_writer import messages
from govreport_writer.cells import Location
from govreport_writer.figures import printed
from govreport_writer.findings import Finding, Instance, Place, Suspect, basis_in_words
from govreport_writer.form.edition import FormEdition
from govreport_writer.preview.build import Build
from govreport_writer.report_json import Json
from govreport_writer.reports.words import signed
from govreport_writer.submission import Submission
from govreport_writer.suspects.effects import Key, key_of

SHOWN = 50
"""Instances of one finding that the page is told."""


def findings_of(build: Build, *, explainable: bool) -> list[Json]:
    """Return the findings in their order; `explainable` tells whether explanations have a place to stand."""
    told = _Told(build.submission)
    own = {each.finding for each in build.submission.raw.explanations}
    return [
        told.finding(each, explainable=explainable and each.severity == "should" and each.id not in own)
        for each in build.outcome.findings
    ]


class _Told:
    def __init__(self, submission: Submission) -> None:
        self.lefts = _lefts(submission.edition)
        self.sections = _Sections(submission)

    def finding(self, finding: Finding, *, explainable: bool) -> Json:
        return {
            "id": finding.id,
            "code": finding.code,
            "relation": finding.relation,
            "severity": finding.severity,
            "severity_text": messages.text(f"severity.{finding.severity}"),
            "state": finding.state,
            "state_text": messages.text(f"state.{finding.state}"),
            "heading": finding.heading,
            "message": finding.message,
            "advice": finding.remedy,
            "basis_text": basis_in_words(finding.basis, finding.cite),
            "explanation": finding.explanation,
            "values": finding.values,
            "explainable": explainable,
            "more": max(0, len(finding.instances) - SHOWN),
            "instances": [self._instance(each, finding) for each in finding.instances[:SHOWN]],
            "suspects": [_suspect(each) for each in finding.suspects],
        }

    def _instance(self, instance: Instance, finding: Finding) -> Json:
        first = instance.cells[0].path if instance.cells else None
        left = self.lefts.get((finding.relation or "", first or ""))
        return {
            "formula": instance.formula,
            "substitution": instance.substitution,
            "left": printed(instance.left),
            "right": printed(instance.right),
            "difference": signed(instance.difference),
            "cells": [self._cell(place, _side(index, left)) for index, place in enumerate(instance.cells)],
        }

    def _cell(self, place: Place, side: str | None) -> Json:
        return {**_place(place), "line": place.line, "side": side, "section": self.sections.of(place)}


def _side(index: int, left: int | None) -> str | None:
    """Return on which side of a sum a cell stands; None for a finding about no sum."""
    if left is None:
        return None
    return "left" if index < left else "right"


def _suspect(suspect: Suspect) -> Json:
    changes = [
        {**_place(place), "from": printed(before), "to": printed(after)}
        for place, before, after in suspect.changes
    ]
    return {"changes": changes, "clears": suspect.clears}


def _place(place: Place) -> Json:
    return {
        "path": place.path,
        "sheet": place.sheet,
        "cell": place.cell,
        "row": place.row,
        "column": place.column,
    }


@lru_cache(maxsize=8)
def _lefts(edition: FormEdition) -> dict[Key, int]:
    """Return how many of an identity's cells stand on its left, by what a finding knows of it."""
    return {key_of(identity): len(identity.left) for identity in edition.identities}


class _Sections:
    """The parts of the text by the lines, or the cells of a workbook, on which they stand."""

    def __init__(self, submission: Submission) -> None:
        self._parts = [
            (first, first + text.count("\n"), section.id)
            for section in submission.raw.narrative
            for text, first in section.texts()
            if first and text
        ]
        self._line_of = {location: line for line, location in submission.raw.lines.items()}

    def of(self, place: Place) -> str | None:
        """Return the id of the section that a place is in; None for a place that is in no text.

        A figure in the text has the path of the cell that it should agree with.
        """
        kind, _, name = (place.path or "").partition(".")
        if kind == "narrative" and name:
            return name.partition(".")[0]
        here = Location(sheet=place.sheet, cell=place.cell)
        line = place.line or (self._line_of.get(here) if place.cell else None) or 0
        return next((name for first, last, name in self._parts if first <= line <= last), None)
