"""What a total should be: the sum of its parts as filed."""

from __future__ import annotations

from decimal import Decimal

from govreport_writer.figures import added, in_unit
from govreport_writer.form.edition import Cell
from govreport_writer.submission import Submission


def computed(total: Cell, submission: Submission) -> int | Decimal | None:
    """Return the sum of a total's parts, None when there is no number or one cannot be read."""
    parts = total.column_parts or total.row_parts
    if not all(part in submission.values and submission.readable(part) for part in parts):
        return None
    unit = submission.units[total.ref]
    values = [(submission.values[part], submission.units[part]) for part in parts]
    return added(None if value is None else in_unit(value, own, unit) for value, own in values)
