"""Prove that finished documents say what was filed: those just made, and any that somebody hands in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from govreport_writer import messages
from govreport_writer.documents.charts.chart import Chart
from govreport_writer.documents.comparison.difference import Difference
from govreport_writer.documents.comparison.wanted import wanted
from govreport_writer.documents.readback.cells import TABLE, Data, ReadBack, squeezed
from govreport_writer.documents.readback.data import objects
from govreport_writer.documents.readback.reading import differences, read_back
from govreport_writer.documents.readback.recognise import format_of
from govreport_writer.documents.view import DocumentView
from govreport_writer.errors import RenderError
from govreport_writer.yaml_strict import why_not

MAX_BYTES = 100 * 2**20
"""Bytes of the largest document that is read."""
SHOWN = 3
"""Differences named when a document just made is given up."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of one document; `format` is None and `error` set when it could not be read.

    `charts` counts those in the document that were not compared.
    """

    file: str
    format: str | None
    differences: tuple[Difference, ...] = ()
    charts: int = 0
    error: str | None = None


def refusing_unfaithful(view: DocumentView, *, own_template: bool = False) -> Callable[[str, bytes], None]:
    """Return what reads a document just made back; RenderError when it does not say what the view says."""

    def check(name: str, document: bytes) -> None:
        found = differences(view, read_back(document, name), own_template=own_template)
        if found:
            why = messages.text("words.semicolon").join(str(each) for each in found[:SHOWN])
            raise RenderError("render.read_back", name=name, why=why)

    return check


def verify_file(path: Path, view: DocumentView, *, own_template: bool = False) -> Verified:
    """Compare a document with a view; charts are passed over when the view has none."""
    try:
        document = _bytes(path)
        known = format_of(document)
        found = read_back(document, known)
    except RenderError as error:
        error.file = str(path)
        return Verified(str(path), None, error=str(error))
    charts = 0
    if not any(isinstance(block, Chart) for section in view.sections for block in section.blocks):
        found, charts = without_charts(found, view)
    unlike = differences(view, found, own_template=own_template)
    return Verified(str(path), known, tuple(unlike), charts)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RenderError("file.too_large", limit=MAX_BYTES // 2**20)
        return path.read_bytes()
    except OSError as error:
        raise RenderError(why_not(error)) from error


def without_charts(found: ReadBack, view: DocumentView) -> tuple[ReadBack, int]:
    """Return what a document says without captions and tables of charts, and how many it has.

    A chart is known by its numbered caption above a table; one that was filed as text stays.
    """
    filed = {piece.text for piece in wanted(view).pieces}
    pieces: list[str] = []
    tables = iter(found.tables)
    kept, dropped = [], 0
    for piece in found.pieces:
        if piece.startswith(TABLE):
            table = next(tables)
            if pieces and _is_caption(pieces[-1]) and squeezed(pieces[-1]) not in filed:
                pieces.pop()
                piece, dropped = piece.removeprefix(TABLE), dropped + 1
            else:
                kept.append(table)
        if piece:
            pieces.append(piece)
    data, in_data = _data_without(found.data)
    copy, _ = _data_without(found.copy)
    return replace(found, pieces=pieces, tables=kept, data=data, copy=copy), dropped + in_data


def _is_caption(text: str) -> bool:
    pattern = messages.printed("document.chart.caption", number="0", title="")
    return re.fullmatch(re.escape(squeezed(pattern)).replace("0", r"\d+") + ".*", squeezed(text)) is not None


def _data_without(data: Data | None) -> tuple[Any, int]:
    """Return a machine copy without its charts, and how many it has."""
    if data is None or "sections" not in data:
        return data, 0
    sections, dropped = [], 0
    for section in objects(data["sections"]):
        blocks = list(objects(section.get("blocks")))
        left = [block for block in blocks if block.get("kind") != "chart"]
        dropped += len(blocks) - len(left)
        sections.append({**section, "blocks": left})
    return {**data, "sections": sections}, dropped
