"""What last year's submission has for the cells of this one."""

from __future__ import annotations

from govreport_writer.ancestry import cell_before
from govreport_writer.cells import CellRef, Value
from govreport_writer.figures import in_unit, printed
from govreport_writer.submission import Submission


def last_figures(submission: Submission, prior: Submission) -> dict[CellRef, tuple[Value, str]]:
    """Return last year's values of the cells that last year's form had, each with its text as it was printed.

    The values are in this year's units, the texts in last year's; None and the empty text are blank.
    """
    found = {}
    for ref in submission.values:
        before = cell_before(ref, submission.edition, prior.edition)
        if before is not None and before in prior.values:
            value, unit, now = prior.values[before], prior.units.get(before), submission.units.get(ref)
            same = value if value is None else in_unit(value, unit, now)
            text = printed(value)
            found[ref] = (same, f"{text}{unit}" if text and unit and unit != now else text)
    return found
