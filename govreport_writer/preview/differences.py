"""What differs from last year's submission: the cells, and the text section by section."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govreport_writer import messages
from govreport_writer.cells import CellRef, Value
from govreport_writer.documents.machine_copy import Data, machine_copy
from govreport_writer.documents.view import build_view
from govreport_writer.figures import printed
from govreport_writer.numbering import NUMBERED
from govreport_writer.places import labels_of
from govreport_writer.preview.build import Build
from govreport_writer.preview.last_figures import last_figures
from govreport_writer.preview.text_difference import Pieces, pieces
from govreport_writer.report_json import Json
from govreport_writer.reports.words import signed
from govreport_writer.submission import PREFACE, Submission

CELL_JOINT = "　"
"""Stands between the cells of a row of a simple table."""
Section = tuple[str, list[str]]
"""A title and the lines under it."""


def differences(build: Build) -> Json | None:
    """Return what differs, every figure printed and a blank as the empty text; None without last year."""
    if build.prior is None:
        return None
    return {
        "prior": {"year": build.prior.year, "file": Path(build.prior.file).name},
        "cells": list(_cells(build.submission, build.prior, _titles(build))),
        "text": [
            {"section": name, "title": title, "pieces": [list(each) for each in found]}
            for name, title, found in _texts(build)
        ],
    }


def _titles(build: Build) -> dict[str, str]:
    """Return what stands above each table that is printed."""
    annex = build.view.annex.title if build.view.annex else ""
    return {table.grid.table: table.caption or annex for table in build.view.tables}


def _cells(submission: Submission, prior: Submission, titles: dict[str, str]) -> Iterator[Json]:
    """Yield the cells whose figures differ, in the order of the form, amounts compared by value."""
    for ref, (before, text) in last_figures(submission, prior).items():
        now = submission.values[ref]
        if now != before:
            yield _cell(ref, now, before, text, submission) | {"table": titles.get(ref.table, ref.table)}


def _cell(ref: CellRef, now: Value, before: Value, text: str, submission: Submission) -> Json:
    row, column = labels_of(submission.edition, ref)
    change = None if now is None or before is None else now - before
    return {
        "path": str(ref),
        "row": row,
        "column": column,
        "now": printed(now),
        "before": text,
        "change": signed(change),
    }


def _texts(build: Build) -> Iterator[tuple[str, str, Pieces]]:
    """Yield the sections whose text differs, those that are gone after the others."""
    assert build.prior is not None
    now = _sections(machine_copy(build.view))
    before = _sections(machine_copy(build_view(build.prior, profile=build.appearance.profile)))
    for name in {**now, **before}:
        title, lines = now.get(name) or (before[name][0], [])
        earlier = before[name][1] if name in before else []
        if lines != earlier:
            yield name, title, pieces(earlier, lines)


def _sections(copy: Data) -> dict[str, Section]:
    """Return titles and lines by the id of a section, or by its bare title where it has none."""
    found: dict[str, Section] = {}
    preface: Any = copy["preface"]
    if preface:
        found[PREFACE] = messages.text("preview_differences.preface"), _lines(preface)
    sections: Any = copy["sections"]
    for section in sections:
        title = str(section["title"])
        found[section["id"] or NUMBERED.sub("", title).strip()] = title, _lines(section["blocks"])
    return found


def _lines(blocks: list[dict[str, Any]]) -> list[str]:
    """Return the lines of what is written; the tables of the form are compared cell by cell."""
    lines: list[str] = []
    for block in blocks:
        if block["kind"] == "list":
            lines += block["items"]
        elif block["kind"] == "table":
            lines += [CELL_JOINT.join(row) for row in block["rows"]]
        elif block["kind"] not in ("statutory", "chart"):
            lines.append(block["text"])
    return lines
