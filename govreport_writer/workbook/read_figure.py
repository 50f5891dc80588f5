"""Read one cell as it was typed: a number, a text, or nothing; formulas by the value they had."""

from __future__ import annotations

from decimal import Decimal

from govreport_writer.cells import Location
from govreport_writer.figures import UNITS_OF_MONEY, printed, read_figure
from govreport_writer.form.edition import Cell
from govreport_writer.messages import text
from govreport_writer.workbook.sheets import Sheet, padded
from govreport_writer.workbook.spots import Spot
from govreport_writer.workbook.transcript import Transcript
from govreport_writer.yaml_strict import Node, Scalar


def read_cell(sheet: Sheet, spot: Spot, cell: Cell, transcript: Transcript) -> Node:
    """Return the node of a cell; white space alone is blank, a formula never calculated cannot be read."""
    location = sheet.located(spot)
    value = sheet.value(spot)
    if sheet.is_formula(spot):
        formula = sheet.formula(spot)
        if value is None:
            value = text("workbook_read.never_calculated", formula=formula[:60])
        else:
            transcript.normalised(location, formula[:60], _shown(value))
    elif cell.type == "amount" and isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        value = padded(value, str(sheet.cells[spot].number_format))
    if isinstance(value, str):
        value = _tidied(value, cell, location, transcript) if value.strip() else None
    return transcript.node(value, location)


def _tidied(value: str, cell: Cell, location: Location, transcript: Transcript) -> str:
    """Remark a plain number that stands as text: the workbook's own sums leave it out."""
    reading = read_figure(value, cell.type, cell.unit)
    if reading.readable and reading.value is not None and reading.raw is None:
        transcript.normalised(location, text("workbook_read.as_text", text=value), _shown(reading.value))
    return value


def _shown(value: Scalar) -> str:
    return printed(value) if isinstance(value, (int, Decimal)) else str(value)


def typed_unit(sheet: Sheet, spot: Spot) -> str | None:
    """Return the unit of money beside an amount, as typed; None where there is none."""
    value = sheet.value(spot)
    words = "" if value is None else str(value).strip()
    return next((unit for unit in UNITS_OF_MONEY if unit == words), words or None)
