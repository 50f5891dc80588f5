"""Read the sheet of explanations: rows that hold a reason."""

from __future__ import annotations

from collections.abc import Mapping

from govreport_writer.messages import printed
from govreport_writer.workbook.names import EXPLANATION_COLUMNS, folded, sheet_name
from govreport_writer.workbook.read_cover import as_date, as_text
from govreport_writer.workbook.sheets import Sheet
from govreport_writer.workbook.transcript import Transcript
from govreport_writer.yaml_strict import Node


def read_explanations(sheets: Mapping[str, Sheet], transcript: Transcript) -> Node | None:
    """Return the list of explanations; a finding pasted without a reason is not one yet."""
    sheet, head = _find(sheets)
    if sheet is None:
        return None
    columns = {
        name: column
        for (row, column), words in sheet.texts().items()
        if row == head
        for name in EXPLANATION_COLUMNS
        if words == folded(printed(f"workbook.explanation_head.{name}"))
    }
    rows = sorted({row for row, _ in sheet.cells if row > head})
    items = [_explanation(sheet, row, columns, transcript) for row in rows]
    return Node([item for item in items if item is not None], 0)


def _find(sheets: Mapping[str, Sheet]) -> tuple[Sheet | None, int]:
    """Return the sheet under whose heads the explanations stand, and the row of the heads."""
    wanted = {folded(printed(f"workbook.explanation_head.{name}")) for name in ("finding", "text")}
    named = sheets.get(sheet_name("explanations"))
    for sheet in ([named] if named else []) + list(sheets.values()):
        by_row: dict[int, set[str]] = {}
        for (row, _), words in sheet.texts().items():
            by_row.setdefault(row, set()).add(words)
        for row, words_in_row in sorted(by_row.items()):
            if wanted <= words_in_row:
                return sheet, row
    return None, 0


def _explanation(sheet: Sheet, row: int, columns: Mapping[str, int], transcript: Transcript) -> Node | None:
    given = {name: sheet.value((row, column)) for name, column in columns.items()}
    if not as_text(given.get("text")).strip():
        return None
    location = sheet.located((row, columns["text"]))
    nodes = {
        name: transcript.node(
            as_date(as_text(value), sheet.located((row, columns[name])), transcript)
            if name == "date"
            else as_text(value),
            sheet.located((row, columns[name])),
        )
        for name, value in given.items()
        if as_text(value).strip() or name == "finding"
    }
    return Node(dict(nodes), transcript.line(location))
